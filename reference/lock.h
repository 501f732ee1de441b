/* SPDX-License-Identifier: MIT */
/* What a condition needs to know about its lock. */
#ifndef REFERENCE_LOCK_H
#define REFERENCE_LOCK_H

#include "mp/lock.h"

#include <stdbool.h>

#pragma GCC visibility push(hidden)

/* Whether the calling thread is the one that acquired the lock, and nobody has released it. */
bool mp_lock_is_mine_(const mp_lock *lock);

#pragma GCC visibility pop

#endif
