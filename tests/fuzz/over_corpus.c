/* SPDX-License-Identifier: MIT */
/* Drives a fuzz target without libFuzzer: over every file of a corpus, and over each of them cut
 * short, with one byte changed, and doubled. Always the same inputs in the same order. */
#define _GNU_SOURCE
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

enum { LARGEST = 1 << 16 };

static void try_changes(const uint8_t *data, size_t size)
{
    static const uint8_t replacements[] = {0, '\n', ' ', '"', '*', '9', 0x80, 0xc3, 0xff};
    uint8_t *copy = malloc(2 * size + 1);
    for (size_t i = 0; i < size; i++) {
        LLVMFuzzerTestOneInput(data, i);
        for (size_t j = 0; j < sizeof replacements; j++) {
            memcpy(copy, data, size);
            copy[i] = replacements[j];
            LLVMFuzzerTestOneInput(copy, size);
        }
    }
    memcpy(copy, data, size);
    memcpy(copy + size, data, size);
    LLVMFuzzerTestOneInput(copy, 2 * size);
    free(copy);
}

static void try_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    PROMISE(file);
    uint8_t *data = malloc(LARGEST);
    size_t size = fread(data, 1, LARGEST, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    try_changes(data, size);
    free(data);
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    PROMISE(argc == 2);
    int count = scandir(argv[1], &entries, NULL, alphasort), tried = 0;
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            try_file(argv[1], entries[i]->d_name);
            tried++;
        }
        free(entries[i]);
    }
    PROMISE(tried > 0);
    free(entries);
    printf("%d files of %s and their changes\n", tried, argv[1]);
    return 0;
}
