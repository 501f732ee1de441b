/* SPDX-License-Identifier: MIT */
/* A barrier is a round, how many have come in it, and whether it is broken, behind a monitor: see
 * monitor.c for how it survives the death of its users. Who died after its arrival was committed
 * has come; the others go on.
 *
 * Only the last to come and who breaks it wake anybody: both are commits of the channel `opened`,
 * the other arrivals of the channel `came`, on which nobody sleeps. */
#include "mp/barrier.h"

#include "monitor.h"
#include "observe.h"
#include "shared.h"

#include <errno.h>

enum { DETAIL_WAIT, DETAIL_ABORT };

struct barrier_state {
    uint32_t round;
    uint32_t come;
    bool broken;
};

struct mp_barrier {
    struct mp_monitor monitor;
    struct mp_channel opened, came;
    unsigned parties;
    struct barrier_state states[2];
};

mp_barrier *mp_barrier_new(unsigned parties)
{
    if (parties == 0) {
        errno = EINVAL;
        return NULL;
    }
    mp_barrier *barrier = mp_shared_map_(sizeof *barrier);
    if (barrier)
        barrier->parties = parties;
    return barrier;
}

static unsigned current(mp_barrier *barrier)
{
    return (atomic_load(&barrier->opened.version) + atomic_load(&barrier->came.version)) % 2;
}

static struct barrier_state state_of(mp_barrier *barrier)
{
    return barrier->states[current(barrier)];
}

static void commit(mp_barrier *barrier, struct barrier_state next, struct mp_channel *channel)
{
    barrier->states[!current(barrier)] = next;
    mp_monitor_commit_(channel);
}

/* Inside the monitor: one more has come. Returns its number. */
static unsigned arrive(mp_barrier *barrier)
{
    struct barrier_state next = state_of(barrier);
    unsigned index = next.come++;
    bool complete = next.come == barrier->parties;
    if (complete) {
        next.come = 0;
        next.round++;
    }
    commit(barrier, next, complete ? &barrier->opened : &barrier->came);
    return index;
}

static void break_barrier(mp_barrier *barrier)
{
    struct barrier_state next = state_of(barrier);
    next.broken = true;
    commit(barrier, next, &barrier->opened);
}

/* Inside the monitor, leaves it: waits until the round is over. */
static int await_round(mp_barrier *barrier, uint32_t round, double timeout)
{
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool in_time = timeout != 0;;) {
        struct barrier_state state = state_of(barrier);
        int status = state.round != round ? MP_OK : state.broken ? MP_BROKEN : MP_TIMEOUT;
        if (status == MP_TIMEOUT && in_time) {
            in_time = mp_monitor_sleep_(&barrier->monitor, &barrier->opened, &deadline);
            mp_monitor_enter_(&barrier->monitor);
            continue;
        }
        if (status == MP_TIMEOUT)
            break_barrier(barrier);
        mp_monitor_leave_(&barrier->monitor);
        return status;
    }
}

int mp_barrier_wait(mp_barrier *barrier, double timeout, unsigned *index)
{
    if (!barrier)
        return MP_STATE;
    OBSERVE(BARRIER, barrier, DETAIL_WAIT);
    mp_monitor_enter_(&barrier->monitor);
    struct barrier_state before = state_of(barrier);
    if (before.broken) {
        mp_monitor_leave_(&barrier->monitor);
        return MP_BROKEN;
    }
    unsigned number = arrive(barrier);
    int status = await_round(barrier, before.round, timeout);
    if (status == MP_OK && index)
        *index = number;
    return status;
}

void mp_barrier_abort(mp_barrier *barrier)
{
    if (!barrier)
        return;
    OBSERVE(BARRIER, barrier, DETAIL_ABORT);
    mp_monitor_enter_(&barrier->monitor);
    if (!state_of(barrier).broken)
        break_barrier(barrier);
    mp_monitor_leave_(&barrier->monitor);
}

void mp_barrier_free(mp_barrier *barrier)
{
    mp_shared_unmap_(barrier, sizeof *barrier);
}
