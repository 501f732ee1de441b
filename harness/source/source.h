/* SPDX-License-Identifier: MIT */
/* From a held task to the line of the student's source where it stands, and to the variable that it
 * is about to touch. */
#ifndef HARNESS_SOURCE_SOURCE_H
#define HARNESS_SOURCE_SOURCE_H

#include "contract/run.h"

#include <stddef.h>
#include <sys/types.h>

struct source_map;

/* Reads the debug information of an ELF executable in memory (copied). Never NULL; a program
 * without debug information has no locations. `folder` is where the submission was compiled: only
 * code from there counts as the student's. Locations point into the map and live as long as it
 * does. */
struct source_map *source_map_new(const char *elf, size_t size, const char *folder);
void source_map_free(struct source_map *map);

/* The innermost frame of `task`, held in a system call, that is the student's own; leaves *where
 * untouched when there is none. */
void source_map_locate(struct source_map *map, pid_t task, struct location *where);

/* What the student calls the place in memory that the announced operation of `task`, held, is
 * about; NULL: nothing that has a name. Lives as long as the map. */
const char *source_map_variable(struct source_map *map, pid_t task);

#endif
