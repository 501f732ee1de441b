/* SPDX-License-Identifier: MIT */
/* Where the state of every primitive lives. */
#ifndef REFERENCE_SHARED_H
#define REFERENCE_SHARED_H

#include "mp/shared.h"

#pragma GCC visibility push(hidden)

/* `size` zeroed bytes in pages of their own, shared with processes forked later, and paid for only
 * when touched. NULL with errno. */
void *mp_shared_map_(size_t size);

/* The inverse, with the same size. NULL is allowed. */
void mp_shared_unmap_(void *memory, size_t size);

#pragma GCC visibility pop

#endif
