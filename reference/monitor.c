/* SPDX-License-Identifier: MIT */
/* How a primitive whose state is more than a word survives kill -9 at any instruction.
 *
 * The state exists twice; the sum of its channels' versions, modulo 2, says which copy counts. Who
 * is inside prepares the other copy, and commits by raising a version: a single atomic step, that
 * also wakes the channel's sleepers if there can be any. Killed before it, nothing has happened,
 * and rightly nobody woke; killed after it, everything has, and everybody did.
 *
 * M1: `owner` is the thread that is inside, perhaps with CONTENDED, or 0.
 * M2: nobody stays inside for longer than it takes to copy a message: it never sleeps there.
 * M3: an owner that died is replaced by the first who notices; there is nothing to repair.
 * M4: `asleep` is true while anybody sleeps: set before sleeping, cleared after a waking commit.
 *
 * By M2 who finds the monitor occupied sleeps a bounded time and then asks whether the owner still
 * lives; a wake-up lost with a dying process costs that time, no more. This rather than the
 * kernel's robust lists: these belong to libc, and there is one per thread. */
#include "monitor.h"

#define CONTENDED 0x80000000u

static const double patience = 0.02; /* seconds until the owner is suspected to be dead */

/* The owner's word, marked as contended; 0 when the monitor is free. */
static uint32_t contend(mp_word *owner)
{
    uint32_t seen = atomic_load(owner);
    while (seen != 0 && !(seen & CONTENDED))
        if (atomic_compare_exchange_weak(owner, &seen, seen | CONTENDED))
            return seen | CONTENDED;
    return seen;
}

static void enter_contended(struct mp_monitor *monitor, uint32_t self)
{
    for (;;) {
        uint32_t seen = contend(&monitor->owner);
        if (seen != 0) {
            struct mp_deadline deadline = mp_deadline_(patience);
            if (mp_futex_wait_(&monitor->owner, seen, &deadline) ||
                !mp_thread_is_dead_((pid_t)(seen & ~CONTENDED)))
                seen = 0;
        }
        if (atomic_compare_exchange_strong(&monitor->owner, &seen, self | CONTENDED))
            return;
    }
}

void mp_monitor_enter_(struct mp_monitor *monitor)
{
    uint32_t self = (uint32_t)mp_thread_();
    uint32_t nobody = 0;
    if (!atomic_compare_exchange_strong_explicit(&monitor->owner, &nobody, self,
                                                 memory_order_acquire, memory_order_relaxed))
        enter_contended(monitor, self);
}

void mp_monitor_leave_(struct mp_monitor *monitor)
{
    uint32_t owner = atomic_exchange_explicit(&monitor->owner, 0, memory_order_release);
    if (owner & CONTENDED)
        mp_futex_wake_one_(&monitor->owner);
}

bool mp_monitor_sleep_(struct mp_monitor *monitor, struct mp_channel *channel,
                       struct mp_deadline *deadline)
{
    uint32_t version = atomic_load(&channel->version);
    channel->asleep = true; /* M4 */
    mp_monitor_leave_(monitor);
    return mp_futex_wait_(&channel->version, version, deadline);
}

void mp_monitor_commit_(struct mp_channel *channel)
{
    if (!channel->asleep) {
        atomic_fetch_add(&channel->version, 1);
        return;
    }
    mp_futex_add_and_wake_(&channel->version, 1);
    channel->asleep = false; /* M4: not before, or a death in between would leave them asleep */
}
