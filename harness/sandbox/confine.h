/* SPDX-License-Identifier: MIT */
/* What the program's process does to itself between fork and exec. */
#ifndef HARNESS_SANDBOX_CONFINE_H
#define HARNESS_SANDBOX_CONFINE_H

#include "sandbox/setup.h"

/* Forgets the handlers and the mask of signals that the worker had; 0, or -1 with errno. */
int confine_reset_signals(void);

/* Gives up everything and becomes the program; reports a failed step on the control channel.
 * `bounded_memory`: somebody else bounds the memory of all processes together. */
_Noreturn void confine_program(const struct setup *setup, bool bounded_memory);

#endif
