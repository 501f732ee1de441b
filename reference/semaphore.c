/* SPDX-License-Identifier: MIT */
/* A semaphore is a number of permits; a bounded one has no more than it starts with. */
#include "mp/semaphore.h"

#include "observe.h"
#include "permit.h"
#include "shared.h"

#include <errno.h>

struct mp_semaphore {
    struct mp_permit permit;
};

static mp_semaphore *semaphore_new(unsigned value, uint32_t maximum)
{
    if (value > MP_PERMIT_MOST) {
        errno = EINVAL;
        return NULL;
    }
    mp_semaphore *semaphore = mp_shared_map_(sizeof *semaphore);
    if (semaphore)
        mp_permit_init_(&semaphore->permit, value, maximum);
    return semaphore;
}

mp_semaphore *mp_semaphore_new(unsigned value)
{
    return semaphore_new(value, MP_PERMIT_MOST);
}

mp_semaphore *mp_bounded_semaphore_new(unsigned value)
{
    return semaphore_new(value, value);
}

static int acquire_waiting(mp_semaphore *semaphore, double timeout)
{
    bool slept = false;
    if (!mp_permit_wait_(&semaphore->permit, timeout, &slept))
        return MP_TIMEOUT;
    if (slept)
        OBSERVE(SEMAPHORE_GOT, semaphore, 0);
    return MP_OK;
}

int mp_semaphore_acquire(mp_semaphore *semaphore, double timeout)
{
    if (!semaphore)
        return MP_STATE;
    bool once = mp_tries_once_(timeout);
    if (once)
        OBSERVE(SEMAPHORE_TRY, semaphore, 0);
    else
        OBSERVE(SEMAPHORE_WAIT, semaphore, 0);
    if (mp_permit_take_(&semaphore->permit))
        return MP_OK;
    return once ? MP_TIMEOUT : acquire_waiting(semaphore, timeout);
}

int mp_semaphore_release(mp_semaphore *semaphore)
{
    if (!semaphore)
        return MP_STATE;
    OBSERVE(SEMAPHORE_POST, semaphore, 0);
    return mp_permit_give_(&semaphore->permit) ? MP_OK : MP_OWNER;
}

void mp_semaphore_free(mp_semaphore *semaphore)
{
    mp_shared_unmap_(semaphore, sizeof *semaphore);
}
