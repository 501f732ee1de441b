/* SPDX-License-Identifier: MIT */
/* Reading below a folder that a student may have filled: no link is followed, nothing but regular
 * files is opened, everything is capped. */
#ifndef GRADER_FOLDER_H
#define GRADER_FOLDER_H

#include "base/error.h"
#include "base/scope.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { LARGEST_SOURCE = 1 << 20, MOST_NAMES = 4096 };

enum entry_state {
    ENTRY_FILE,
    ENTRY_ABSENT,
    ENTRY_LINK,      /* it, or a folder on the way to it, is a symbolic link */
    ENTRY_FOLDER,    /* a folder lies where a file was expected */
    ENTRY_SPECIAL,   /* a device, FIFO or socket */
    ENTRY_TOO_LARGE, /* larger than the cap */
    ENTRY_UNREADABLE,
};

struct entry {
    enum entry_state state;
    char *data; /* only of a file; a NUL follows it */
    size_t size;
};

void entry_clear(struct entry *entry);

/* Why it can't be used, to stand after the file's name: "is a symbolic link, …". */
const char *entry_reason(enum entry_state state);

struct names { /* owned, sorted bytewise */
    char **items;
    size_t count, capacity;
};

void names_add(struct names *names, const char *name);
void names_sort(struct names *names);
void names_clear(struct names *names);

/* A folder that the user named: links are followed. ERROR_USAGE when it isn't there. */
MUST_CHECK int folder_open(const char *path, struct error *err);

/* A folder below another one, no link followed; -1 with errno. */
int folder_open_below(int folder, const char *path);

/* What lies at `path` below the folder, whole if it is a regular file of at most `cap` bytes. */
void folder_read(int folder, const char *path, size_t cap, struct entry *entry);

/* Names in a folder, without "." and "..", at most MOST_NAMES of them: which ones are left out of a
 * larger folder depends on the folder, so *all tells whether it was read to its end. */
MUST_CHECK int folder_names(int folder, struct names *names, bool *all, struct error *err);

/* File type bits of what lies at `name`, as lstat gives them; 0 when nothing does. */
mode_t folder_type(int folder, const char *name);

/* Replaces the file `name`: written beside it, flushed to the disk, renamed over it, and the folder
 * flushed. Whoever reads sees the old or the new whole. */
MUST_CHECK int folder_replace(int folder, const char *name, const void *data, size_t size,
                              struct error *err);

/* The same by a path. */
MUST_CHECK int file_replace(const char *path, const void *data, size_t size, struct error *err);

/* Makes a folder and its missing parents; no error when it is there. */
MUST_CHECK int folder_make(const char *path, struct error *err);

#endif
