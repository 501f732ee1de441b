/* SPDX-License-Identifier: MIT */
/* What the tests of libmp have in common: children that report by their exit code, and waiting for
 * a child to sleep without hoping that it does. */
#ifndef TESTS_REFERENCE_FAMILY_H
#define TESTS_REFERENCE_FAMILY_H

#include <mp.h>

/* Seconds after which something that must happen is taken not to happen. */
#define PATIENCE 20.0

/* Initialises and starts; fails the test if that fails. */
void start(mp_process *process, mp_target *target, void *argument);

/* Joins within PATIENCE, closes, and returns the exit code; kills and fails the test if it hangs.
 */
int end(mp_process *process);

/* start and end in one. */
int run(mp_target *target, void *argument);

/* Waits until the process sleeps in the kernel. To be called when all that it has left to do before
 * that is not sleeping. */
void await_asleep(pid_t pid);

/* Open descriptors of this process. */
size_t open_descriptors(void);

#endif
