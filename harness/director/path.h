/* SPDX-License-Identifier: MIT */
/* The names that a held task's call gives: see path.c. */
#ifndef HARNESS_DIRECTOR_PATH_H
#define HARNESS_DIRECTOR_PATH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct director;
struct live_task;

enum { PATH_LIMIT = 1024, NO_ARGUMENT = -1 };

/* Which argument of a call holds a path, and which the folder it starts from. */
struct path_argument {
    signed char folder; /* NO_ARGUMENT: the working folder */
    signed char path;   /* NO_ARGUMENT: the call has none */
};

/* The path as an absolute one (that of a task in the sandbox); false when it can't be read. */
bool path_read(struct director *director, const struct live_task *task, struct path_argument where,
               char path[PATH_LIMIT]);

/* The descriptor of its own that a task means by that name (/dev/stdin, /dev/fd/3); -1: it is none.
 */
int path_descriptor(const char *path);

/* What the path names, without following any link: an O_PATH descriptor of ours, or -1 and errno,
 * ENOENT only when there is nothing. Everybody is held, so the answer is stable. */
int path_find(const struct director *director, const char path[PATH_LIMIT]);

struct said {    /* the argument that was read last */
    uint64_t id; /* of the call's notification; 0: none */
    int argument;
    char text[PATH_LIMIT];
};

enum presence { PATH_UNKNOWN, PATH_ABSENT, PATH_PRESENT };
enum presence path_presence(struct director *director, const char path[PATH_LIMIT]);
/* A step was taken after which a name may be gone. */
void path_names_change(struct director *director);

/* The root of everybody in that process's sandbox, for path_find: O_PATH, or -1. */
int path_root(pid_t process);

#endif
