/* SPDX-License-Identifier: MIT */
/* What the director asks and what a strategy answers: the only words that the two share.
 *
 * The director stops at every decision, lists the options that are open, in an order that depends
 * only on the program and the choices made so far, and takes the one that the chooser picks. So a
 * run is a function of (program, scenario, answers); a schedule is the list of the answers. */
#ifndef HARNESS_CONTRACT_CHOICE_H
#define HARNESS_CONTRACT_CHOICE_H

#include "contract/operation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum choice_kind {
    CHOICE_RUN,     /* let `task` take the step that it announced */
    CHOICE_DELIVER, /* deliver signal `value` to `task` */
    CHOICE_CLOCK,   /* let virtual time pass to the next due moment, though somebody could run */
    CHOICE_FAULT,   /* let `task` take its step with fault `value` (enum fault) */
    CHOICE_VALUE,   /* pick number `value` of several outcomes of the step being taken */
};

struct option {
    enum choice_kind kind;
    uint32_t task; /* index in the run's task table, in order of creation; 0 is main */
    int32_t value;
    enum operation operation; /* what would happen */
    uint32_t object;          /* index in the run's object table; 0: none */
    uint64_t identity;        /* of the object, in every run; 0: the number stands for it */
    uint64_t address; /* where it is in the memory of its own process; 0: not there, or unknown */
    int64_t part;     /* of an object of class memory: which bytes, as memory_argument; else 0 */
    enum access access;
    bool concerns_threads; /* with it other threads end, or are copied as they are */
    bool yields; /* the task sleeps, waits with a timeout, yields or spins: no progress to expect */
};

struct decision {
    const struct option *options;
    size_t count;     /* at least 1 */
    size_t calm;      /* what the strategy `first` takes: the task that ran last, else the oldest */
    bool can_go_on;   /* the task that ran last could take its next step (it is option `calm`) */
    uint64_t step;    /* steps taken so far in this run */
    uint64_t taken;   /* options taken so far, see run.taken */
    uint64_t silent;  /* of these, since the last decision, such as no other task can notice */
    uint32_t current; /* task that took the last step */
};

/* Returns an index below decision->count, or a negative value to stop the run (verdict
 * `diverged`: a replay whose next choice isn't open). Must not block, and must not look at anything
 * but its own state and the decision. */
struct chooser {
    long (*pick)(void *context, const struct decision *decision);
    void *context;
};

/* Faults that a scenario can switch on, as a set of bits. */
enum fault {
    FAULT_SHORT_IO = 1 << 0, /* short reads and writes on byte streams */
    FAULT_EINTR = 1 << 1,    /* calls that a stop interrupts, without any handler */
    FAULT_SPURIOUS = 1 << 2, /* spurious wakeups of futex and condition waits */
    FAULT_SKEW = 1 << 3,     /* sleepers may be late; the clock may move while others could run */
    FAULT_LATE_SIGNALS = 1 << 4, /* time may overtake a signal in flight */
    FAULT_FORK = 1 << 5,         /* fork may fail with EAGAIN */
    FAULT_KILL = 1 << 6,         /* a process may be killed at any step */
};

const char *fault_name(enum fault fault); /* "short-io", "eintr", …; NULL for no single fault */
int fault_from_name(const char *name);    /* -1 when there is none */

#endif
