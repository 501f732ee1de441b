/* SPDX-License-Identifier: MIT */
/* Killing a process at an exact place of an operation. */
#ifndef TESTS_REFERENCE_KILLING_H
#define TESTS_REFERENCE_KILLING_H

/* How the way through an operation is counted. */
enum pace {
    INSTRUCTIONS, /* each machine instruction */
    CALLS,        /* the entry and the exit of each system call: where a call and what it belongs to
                     could come apart */
};

/* Forks a child that runs operation(argument), and kills it after that many steps, if it takes so
 * many. The operation must not sleep. */
void kill_after(enum pace pace, long steps, void (*operation)(void *argument), void *argument);

/* How many steps the operation takes; 0 where processes can't be traced. */
long count_steps(enum pace pace, void (*operation)(void *argument), void *argument);

#endif
