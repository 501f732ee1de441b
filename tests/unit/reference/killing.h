/* SPDX-License-Identifier: MIT */
/* Killing a process at an exact place: after so many machine instructions of an operation. */
#ifndef TESTS_REFERENCE_KILLING_H
#define TESTS_REFERENCE_KILLING_H

#include <stdbool.h>

/* Forks a child that runs operation(argument), and kills it after that many instructions. True when
 * the operation had ended before. The operation must not sleep. */
bool killed_too_late(long instructions, void (*operation)(void *argument), void *argument);

/* How many instructions the operation takes; 0 where processes can't be traced. */
long count_instructions(void (*operation)(void *argument), void *argument);

#endif
