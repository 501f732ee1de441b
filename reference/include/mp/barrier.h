/* SPDX-License-Identifier: MIT */
/* A place where `parties` processes wait for each other, again and again. */
#ifndef MP_BARRIER_H
#define MP_BARRIER_H

#include "mp/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_barrier mp_barrier;

/* A barrier for `parties` > 0. NULL with errno. */
mp_barrier *mp_barrier_new(unsigned parties);

/* Waits until `parties` have come, this one included; then all go on and the next round begins.
 * MP_OK, with a number 0..parties-1 in *index that is different for each (NULL: not wanted);
 * MP_TIMEOUT, which breaks the barrier, for everybody and for good; MP_BROKEN when it is broken.
 * Who died while it waited has come. */
int mp_barrier_wait(mp_barrier *barrier, double timeout, unsigned *index);

/* Breaks the barrier: those who wait, and all who come later, get MP_BROKEN. */
void mp_barrier_abort(mp_barrier *barrier);

/* Takes it out of this process only. NULL is allowed. */
void mp_barrier_free(mp_barrier *barrier);

#ifdef __cplusplus
}
#endif

#endif
