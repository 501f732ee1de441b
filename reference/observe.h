/* SPDX-License-Identifier: MIT */
/* How libmp lets somebody watch: a weak hook, called before each operation that another process
 * could notice. At home nobody defines it and it costs one test of a pointer; under a controlled
 * scheduler it is the place where an interleaving can change.
 *
 * The hook returns when the operation may happen. The operation then runs for real: the hook
 * decides nothing but when. */
#ifndef REFERENCE_OBSERVE_H
#define REFERENCE_OBSERVE_H

enum mp_observed {
    MP_OBSERVE_LOCK,     /* wants it */
    MP_OBSERVE_TRY_LOCK, /* wants it only if free */
    MP_OBSERVE_LOCKED,   /* has it, after having waited in the kernel */
    MP_OBSERVE_UNLOCK,
    MP_OBSERVE_SEMAPHORE_WAIT,
    MP_OBSERVE_SEMAPHORE_TRY,
    MP_OBSERVE_SEMAPHORE_GOT, /* after having waited in the kernel */
    MP_OBSERVE_SEMAPHORE_POST,
    MP_OBSERVE_EVENT,       /* detail 0: wait, 1: set, 2: clear, 3: is it set? */
    MP_OBSERVE_CONDITION,   /* detail 0: wait, else how many to notify */
    MP_OBSERVE_BARRIER,     /* detail 0: wait, 1: abort */
    MP_OBSERVE_QUEUE_PUT,   /* detail: size; again after each sleep for room */
    MP_OBSERVE_QUEUE_GET,   /* again after each sleep for a message */
    MP_OBSERVE_QUEUE_QUERY, /* empty, full, qsize; join, again after each sleep */
    MP_OBSERVE_QUEUE_DONE,
    MP_OBSERVE_COUNT
};

/* object: address of the primitive's shared state (the same in every process that shares it). */
extern void mp_observe_(enum mp_observed what, const void *object, long detail)
    __attribute__((weak));

#define OBSERVE(what, object, detail)                                                              \
    do {                                                                                           \
        if (mp_observe_)                                                                           \
            mp_observe_(MP_OBSERVE_##what, (object), (detail));                                    \
    } while (0)

#endif
