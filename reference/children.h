/* SPDX-License-Identifier: MIT */
/* The table of running children, and how they are waited for. */
#ifndef REFERENCE_CHILDREN_H
#define REFERENCE_CHILDREN_H

#include "state.h"

#pragma GCC visibility push(hidden)

/* A child has been started: RUNNING, in the table. */
void mp_children_add_(struct mp_process_state *child, pid_t pid);

/* Reaps whoever has ended. */
void mp_children_sweep_(void);

/* Reaps the child if it has ended; true if so, now or before. */
bool mp_child_reap_(struct mp_process_state *child);

/* Waits for the child's end. MP_OK, MP_TIMEOUT, MP_SYSTEM. */
int mp_child_wait_(struct mp_process_state *child, double timeout);

/* MP_OK, also when it has ended; MP_SYSTEM. */
int mp_child_signal_(struct mp_process_state *child, int number);

/* The end of this process's code: terminates the daemonic children, then waits for all. */
void mp_children_leave_(void);

/* In a forked child: the parent's children are none of its own. */
void mp_children_forget_(void);

#pragma GCC visibility pop

#endif
