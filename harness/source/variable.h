/* SPDX-License-Identifier: MIT */
/* From an address to the words a student has for it: `accounts[3].balance`. */
#ifndef HARNESS_SOURCE_VARIABLE_H
#define HARNESS_SOURCE_VARIABLE_H

#include <stdint.h>
#include <sys/types.h>

struct variables;
struct Dwarf; /* libdw */

/* The global and static variables of the units that were compiled in `folder`. `dwarf` stays the
 * caller's and must live as long. */
struct variables *variables_new(struct Dwarf *dwarf, const char *folder);
void variables_free(struct variables *variables);

/* What lies at that address of the task: part of a variable, or of what a pointer variable points
 * to at this moment. NULL: nothing that has a name. The caller frees it. */
char *variables_name(const struct variables *variables, pid_t task, uint64_t address);

#endif
