/* SPDX-License-Identifier: MIT */
/* What may be done with a queue, and waiting for it to be possible. How the messages lie in shared
 * memory, and survive the death of their users, is in messages.c.
 *
 * A putter that is far ahead, and ready to wait, naps before it touches new memory; but when all
 * its naps were in vain, the next putters don't until a message is got. So it gets no slower than
 * its getters, and without any it isn't held up. */
#include "mp/queue.h"

#include "messages.h"
#include "observe.h"
#include "shared.h"

#include "mp/clock.h"

#include <stdlib.h>

/* All naps of a put are longer than a getter that could run has to wait for a processor. */
static const double nap = 0.0001; /* seconds */
enum { NAPS = 40 };

struct mp_queue {
    struct mp_messages *messages;
    size_t maxsize; /* 0: no limit but the stream's */
    bool closed;    /* by this process */
};

mp_queue *mp_queue_new(size_t maxsize)
{
    mp_queue *queue = calloc(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->maxsize = maxsize;
    queue->messages = mp_shared_map_(sizeof *queue->messages);
    if (queue->messages)
        return queue;
    free(queue);
    return NULL;
}

/* What a putter has met with. */
struct attempt {
    int status;   /* MP_OK, MP_FULL */
    bool early;   /* it is FULL only because others had better go first */
    uint32_t got; /* messages, at that moment */
};

/* `naps`: so many may be taken; negative: the putter isn't ready for any. */
static struct attempt try_to_put(const mp_queue *queue, const void *data, size_t size, int naps)
{
    struct mp_messages *messages = queue->messages;
    mp_monitor_enter_(&messages->puts.monitor);
    struct attempt attempt = {.status = MP_FULL, .got = mp_side_version_(&messages->gets)};
    attempt.early = naps >= 0 && mp_messages_are_far_ahead_(messages, attempt.got, size, naps);
    if (!attempt.early && mp_messages_have_room_(messages, queue->maxsize, attempt.got, size)) {
        mp_messages_append_(messages, data, size);
        attempt.status = MP_OK;
    }
    mp_monitor_leave_(&messages->puts.monitor);
    return attempt;
}

/* Announced again after each sleep: the operation happens after it, not before. */
int mp_queue_put(mp_queue *queue, const void *data, size_t size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    if (size > MP_MESSAGE_LONGEST)
        return MP_TOO_BIG;
    struct mp_deadline deadline = mp_deadline_(timeout);
    int naps = timeout == MP_FOREVER ? NAPS : -1;
    for (bool in_time = true;;) {
        OBSERVE(QUEUE_PUT, queue->messages, (long)size);
        struct attempt attempt = try_to_put(queue, data, size, naps);
        if (attempt.status == MP_OK || !in_time)
            return attempt.status;
        if (attempt.early) {
            mp_sleep(nap);
            naps--;
        } else {
            in_time = mp_side_sleep_since_(&queue->messages->gets, attempt.got, &deadline);
        }
    }
}

int mp_queue_put_nowait(mp_queue *queue, const void *data, size_t size)
{
    return mp_queue_put(queue, data, size, 0);
}

/* MP_OK, MP_EMPTY, MP_TOO_BIG; *put: messages put, at that moment. */
static int try_to_get(mp_queue *queue, void *buffer, size_t capacity, size_t *size, uint32_t *put)
{
    struct mp_messages *messages = queue->messages;
    mp_monitor_enter_(&messages->gets.monitor);
    *put = mp_side_version_(&messages->puts);
    int status = MP_EMPTY;
    if (*put != mp_side_version_(&messages->gets))
        status = mp_messages_extract_(messages, buffer, capacity, size) ? MP_OK : MP_TOO_BIG;
    mp_monitor_leave_(&messages->gets.monitor);
    return status;
}

int mp_queue_get(mp_queue *queue, void *buffer, size_t capacity, size_t *size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    size_t unwanted;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool in_time = true;;) {
        OBSERVE(QUEUE_GET, queue->messages, 0);
        uint32_t put;
        int status = try_to_get(queue, buffer, capacity, size ? size : &unwanted, &put);
        if (status != MP_EMPTY || !in_time)
            return status;
        in_time = mp_side_sleep_since_(&queue->messages->puts, put, &deadline);
    }
}

int mp_queue_get_nowait(mp_queue *queue, void *buffer, size_t capacity, size_t *size)
{
    return mp_queue_get(queue, buffer, capacity, size, 0);
}

/* How many messages there are, at one moment; also whether the queue is full then, if asked. */
static size_t query(const mp_queue *queue, bool *full)
{
    struct mp_messages *messages = queue->messages;
    OBSERVE(QUEUE_QUERY, messages, 0);
    mp_monitor_enter_(&messages->puts.monitor);
    uint32_t got = mp_side_version_(&messages->gets);
    uint32_t count = mp_side_version_(&messages->puts) - got;
    if (full)
        *full = !mp_messages_have_room_(messages, queue->maxsize, got, 0);
    mp_monitor_leave_(&messages->puts.monitor);
    return count;
}

bool mp_queue_empty(mp_queue *queue)
{
    return !queue || query(queue, NULL) == 0;
}

/* Without a limit it is full when not even an empty message would fit. */
bool mp_queue_full(mp_queue *queue)
{
    bool full = true;
    if (queue)
        query(queue, &full);
    return full;
}

size_t mp_queue_qsize(mp_queue *queue)
{
    return queue ? query(queue, NULL) : 0;
}

int mp_queue_task_done(mp_queue *queue)
{
    if (!queue)
        return MP_STATE;
    struct mp_messages *messages = queue->messages;
    OBSERVE(QUEUE_DONE, messages, 0);
    mp_monitor_enter_(&messages->dones.monitor);
    bool expected = mp_side_version_(&messages->puts) != mp_side_version_(&messages->dones);
    if (expected)
        mp_monitor_commit_(&messages->dones.channel);
    mp_monitor_leave_(&messages->dones.monitor);
    return expected ? MP_OK : MP_OWNER;
}

int mp_queue_join(mp_queue *queue, double timeout)
{
    if (!queue)
        return MP_STATE;
    struct mp_messages *messages = queue->messages;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool in_time = true;;) {
        OBSERVE(QUEUE_QUERY, messages, 0);
        uint32_t done = mp_side_version_(&messages->dones);
        if (mp_side_version_(&messages->puts) == done)
            return MP_OK;
        if (!in_time)
            return MP_TIMEOUT;
        in_time = mp_side_sleep_since_(&messages->dones, done, &deadline);
    }
}

void mp_queue_close(mp_queue *queue)
{
    if (queue)
        queue->closed = true;
}

void mp_queue_free(mp_queue *queue)
{
    if (!queue)
        return;
    mp_shared_unmap_(queue->messages, sizeof *queue->messages);
    free(queue);
}
