/* SPDX-License-Identifier: MIT */
/* A block that was given back is handed out again by whatever the C library has to hand it out: no
 * double free.
 *
 * outcome: right
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAYS = 10, SIZE = 48 };

static char *get(int way)
{
    char *memory = NULL;
    size_t room = 0;
    switch (way) {
    case 0:
        return malloc(SIZE);
    case 1:
        return calloc(1, SIZE);
    case 2:
        return realloc(malloc(16), SIZE);
    case 3:
        return aligned_alloc(16, SIZE);
    case 4:
        return posix_memalign((void **)&memory, 16, SIZE) == 0 ? memory : NULL;
    case 5:
        return memalign(16, SIZE);
    case 6:
        return strdup("a text that needs nearly as much room as it");
    case 7:
        return asprintf(&memory, "%*d", SIZE - 8, 5) > 0 ? memory : NULL;
    case 8: {
        FILE *stream = open_memstream(&memory, &room);
        fputs("another text, of the same length as the others", stream);
        fclose(stream);
        return memory;
    }
    default:
        return reallocarray(NULL, 3, SIZE / 3);
    }
}

int main(void)
{
    for (int round = 0; round < 3; round++)
        for (int way = 0; way < WAYS; way++) {
            char *memory = get(way);
            free(memory);
            memory = get((way + round) % WAYS);
            free(realloc(memory, round ? 4 * SIZE : SIZE / 2));
        }
    puts("right");
    return 0;
}
