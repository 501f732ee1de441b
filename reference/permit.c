/* SPDX-License-Identifier: MIT */
/* The word is the number of permits, and the bit SLEEPERS.
 *
 * I1: whoever sleeps, the word is exactly SLEEPERS (no permit, and the bit).
 * I2: the word leaves SLEEPERS only by an addition that wakes everybody in the same system call,
 *     or to a smaller number of sleepers by their own deaths and deadlines.
 * So a word with a permit has no sleepers whatever its bit says, taking and giving may drop the
 * bit, and a process killed anywhere leaves nobody asleep beside a permit.
 *
 * Two givers who both see SLEEPERS add twice, past the maximum if one of them shouldn't have given:
 * the surplus is cut off whenever the word is read. */
#include "permit.h"

#define SLEEPERS 0x80000000u

void mp_permit_init_(struct mp_permit *permit, uint32_t value, uint32_t maximum)
{
    permit->word = value;
    permit->maximum = maximum;
}

static uint32_t permits(const struct mp_permit *permit, uint32_t word)
{
    uint32_t value = word & ~SLEEPERS;
    return value < permit->maximum ? value : permit->maximum;
}

bool mp_permit_take_(struct mp_permit *permit)
{
    uint32_t word = atomic_load_explicit(&permit->word, memory_order_relaxed);
    while (permits(permit, word) > 0)
        if (atomic_compare_exchange_weak_explicit(&permit->word, &word, permits(permit, word) - 1,
                                                  memory_order_acquire, memory_order_relaxed))
            return true;
    return false;
}

bool mp_permit_wait_(struct mp_permit *permit, double timeout, bool *slept)
{
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool in_time = true; in_time;) {
        if (mp_permit_take_(permit))
            return true;
        uint32_t word = 0;
        if (atomic_compare_exchange_strong(&permit->word, &word, SLEEPERS) || word == SLEEPERS) {
            in_time = mp_futex_wait_(&permit->word, SLEEPERS, &deadline);
            *slept = true;
        }
    }
    return mp_permit_take_(permit);
}

bool mp_permit_give_(struct mp_permit *permit)
{
    uint32_t word = atomic_load_explicit(&permit->word, memory_order_relaxed);
    while (permits(permit, word) < permit->maximum) {
        if (word == SLEEPERS) {
            mp_futex_add_and_wake_(&permit->word, 1);
            return true;
        }
        if (atomic_compare_exchange_weak_explicit(&permit->word, &word, permits(permit, word) + 1,
                                                  memory_order_release, memory_order_relaxed))
            return true;
    }
    return false;
}
