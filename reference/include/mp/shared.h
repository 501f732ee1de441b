/* SPDX-License-Identifier: MIT */
/* Memory that processes share. */
#ifndef MP_SHARED_H
#define MP_SHARED_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* `size` > 0 bytes, zeroed, aligned for any type, shared with the processes started later, at the
 * same address in all of them. Nothing guards it: take a lock. NULL with errno. */
void *mp_shared_new(size_t size);

/* Takes it out of this process only; the others keep it. NULL is allowed. */
void mp_shared_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
