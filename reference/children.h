/* SPDX-License-Identifier: MIT */
/* What this process knows of itself and of its children, and how they are waited for. */
#ifndef REFERENCE_CHILDREN_H
#define REFERENCE_CHILDREN_H

#include "mp/process.h"

#pragma GCC visibility push(hidden)

enum mp_phase { MP_PHASE_READY, MP_PHASE_RUNNING, MP_PHASE_ENDED };

/* Owned by its mp_process until close; while RUNNING also in the table of its parent. */
struct mp_process_state {
    enum mp_phase phase;
    pid_t parent;        /* who initialised it, and alone may start, join and signal it */
    pid_t pid;           /* 0 before start */
    int descriptor;      /* pidfd, opened when first needed; -1: none */
    int exitcode;        /* once ENDED */
    bool exitcode_known; /* false if other code reaped it */
    bool daemon;
    char identity[40]; /* the default name, from which those of its children derive */
    char *name;        /* NULL: identity */
    mp_process *process;
    struct mp_process_state *next;          /* in the table, in the order of starting */
    struct mp_process_state *older, *newer; /* among all that aren't closed */
};

enum { MP_STATES_AT_HAND = 32 };

/* All that a start writes to lies in one page: after a fork each page costs its first writer a
 * fault, which is most of what a start costs. */
struct mp_here {
    _Alignas(4096) mp_process *started; /* which one this process is; NULL: not one of ours */
    pid_t owner;                        /* the process whose end is already arranged for */
    unsigned children_named;            /* so far, by this process */
    struct mp_process_state *first;     /* of the table of running children */
    struct mp_process_state *known;     /* all that aren't closed, the newest first */
    struct mp_process_state states[MP_STATES_AT_HAND]; /* unused: no process */
};

extern struct mp_here mp_here_;

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
