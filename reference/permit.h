/* SPDX-License-Identifier: MIT */
/* A counter of permits in one word of shared memory: what locks and semaphores are made of. */
#ifndef REFERENCE_PERMIT_H
#define REFERENCE_PERMIT_H

#include "futex.h"

#pragma GCC visibility push(hidden)

#define MP_PERMIT_MOST 0x7fffffffu

struct mp_permit {
    mp_word word;
    uint32_t maximum;
};

void mp_permit_init_(struct mp_permit *permit, uint32_t value, uint32_t maximum);

/* Takes a permit if there is one. */
bool mp_permit_take_(struct mp_permit *permit);

/* Takes a permit, waiting for it. False: the time ran out. *slept is set if it was in the kernel.
 */
bool mp_permit_wait_(struct mp_permit *permit, double timeout, bool *slept);

/* Gives a permit. False: there are as many as there can be. */
bool mp_permit_give_(struct mp_permit *permit);

#pragma GCC visibility pop

#endif
