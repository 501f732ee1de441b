/* SPDX-License-Identifier: MIT */
/* System V objects, which outlive their processes. */
#ifndef HARNESS_SANDBOX_SHARED_H
#define HARNESS_SANDBOX_SHARED_H

/* Removes every one of this IPC namespace; 0, or -1 with errno. */
int shared_clear(void);

#endif
