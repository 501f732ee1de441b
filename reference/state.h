/* SPDX-License-Identifier: MIT */
/* What this process knows of itself and of each mp_process. */
#ifndef REFERENCE_STATE_H
#define REFERENCE_STATE_H

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
 * fault, which is much of what a start costs beyond the fork. */
struct mp_here {
    _Alignas(4096) mp_process *started; /* which one this process is; NULL: not one of ours */
    pid_t owner;                        /* the process whose end is already arranged for */
    unsigned children_named;            /* so far, by this process */
    struct mp_process_state *first;     /* of the table of running children */
    struct mp_process_state *known;     /* all that aren't closed, the newest first */
    struct mp_process_state states[MP_STATES_AT_HAND]; /* unused: no process */
};

extern struct mp_here mp_here_;

/* The state of a process that is initialised: READY, named, daemonic if this process is. NULL with
 * errno. */
struct mp_process_state *mp_state_new_(mp_process *process);

void mp_state_free_(struct mp_process_state *state);

#pragma GCC visibility pop

#endif
