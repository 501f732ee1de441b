/* SPDX-License-Identifier: MIT */
/* Waiting in the kernel on a word of shared memory, and the deadlines of such waits.
 *
 * A process may be killed between any two instructions, so nothing here lets a state change and the
 * wake-up that belongs to it come apart: the functions ..._and_wake_ do both in one system call. */
#ifndef REFERENCE_FUTEX_H
#define REFERENCE_FUTEX_H

#include "mp/status.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#pragma GCC visibility push(hidden)

typedef _Atomic uint32_t mp_word;

/* A timeout, as mp.h defines them, that starts to run at the first wait: who needn't wait needn't
 * look at the clock. */
struct mp_deadline {
    double timeout;
    bool started;
    struct timespec at; /* CLOCK_MONOTONIC, once started */
};

struct mp_deadline mp_deadline_(double timeout);

/* Whether it means not to wait at all. */
static inline bool mp_tries_once_(double timeout)
{
    return timeout != MP_FOREVER && !(timeout > 0);
}

/* How long it is until then, for ppoll; NULL when for ever. `left` holds the answer. */
const struct timespec *mp_deadline_left_(struct mp_deadline *deadline, struct timespec *left);

/* Sleeps if *word is `expected`, until woken. May wake for no reason. False: the time ran out. */
bool mp_futex_wait_(mp_word *word, uint32_t expected, struct mp_deadline *deadline);

void mp_futex_wake_one_(mp_word *word);

/* *word += amount (0..2047), and all who sleep on it wake. */
void mp_futex_add_and_wake_(mp_word *word, uint32_t amount);

/* *word |= bits (0..2047), and all who sleep on it wake; returns how many. */
long mp_futex_or_and_wake_(mp_word *word, uint32_t bits);

/* The calling thread's id, from memory. */
pid_t mp_thread_(void);

/* Whether a thread with that id exists no more, or its process only waits to be reaped. */
bool mp_thread_is_dead_(pid_t thread);

#pragma GCC visibility pop

#endif
