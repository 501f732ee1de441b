/* SPDX-License-Identifier: MIT */
/* Ownership by scope (gcc and clang): a variable marked cleanup_* gives up what it owns at the end
 * of its block; steal_* takes the thing out first, when ownership moves on. */
#ifndef HARNESS_BASE_SCOPE_H
#define HARNESS_BASE_SCOPE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void scope_free_(void *slot)
{
    free(*(void **)slot);
}

static inline void scope_close_(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static inline void scope_fclose_(FILE **stream)
{
    if (*stream)
        fclose(*stream);
}

#define cleanup_free __attribute__((cleanup(scope_free_)))
#define cleanup_fd __attribute__((cleanup(scope_close_)))
#define cleanup_file __attribute__((cleanup(scope_fclose_)))
#define cleanup_with(function) __attribute__((cleanup(function)))

static inline int steal_fd(int *fd)
{
    int stolen = *fd;
    *fd = -1;
    return stolen;
}

static inline void *steal_pointer_(void *slot)
{
    void *stolen = *(void **)slot;
    *(void **)slot = NULL;
    return stolen;
}

#define steal_pointer(slot) ((__typeof__(*(slot)))steal_pointer_(slot))

#endif
