/* SPDX-License-Identifier: MIT */
/* Process 1 of a sandbox: makes the world, starts the program, and keeps the place clean. */
#ifndef HARNESS_SANDBOX_KEEPER_H
#define HARNESS_SANDBOX_KEEPER_H

#include "sandbox/setup.h"

/* Runs in the child of the worker's clone and never returns. */
_Noreturn void keeper_run(const struct setup *setup);

#endif
