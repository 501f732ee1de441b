/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "installation.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* Folder of this program's file; free() it. */
static char *program_folder(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = '\0';
    return copy_string(path);
}

/* The first of the two places where `proof` is; `installed` counts from the program's folder. */
static int find(const char *installed, const char *in_source, const char *proof, char **path,
                struct error *err)
{
    cleanup_free char *folder = program_folder();
    char *places[] = {format_string("%s/%s", folder, installed),
                      format_string("%s/%s", MPGRADE_SOURCE_FOLDER, in_source)};
    *path = NULL;
    for (size_t i = 0; i < 2; i++) {
        cleanup_free char *file = format_string("%s/%s", places[i], proof);
        if (!*path && access(file, F_OK) == 0)
            *path = places[i];
        else
            free(places[i]);
    }
    if (*path)
        return 0;
    return error_set(err, ERROR_MACHINE, "mpgrade isn't installed completely: %s is missing",
                     in_source);
}

int installation_assignments(char **path, struct error *err)
{
    return find("../share/mpgrade/assignments", "assignments", ".", path, err);
}

int installation_oracle_headers(char **path, struct error *err)
{
    return find("../share/mpgrade/include", "harness", "oracle.h", path, err);
}
