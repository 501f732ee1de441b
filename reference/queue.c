/* SPDX-License-Identifier: MIT */
/* A queue is a stream of bytes in shared memory with a monitor at each end (see monitor.c for how
 * these survive the death of their users), so that a putter and a getter copy at the same time.
 *
 * A message is a header with its length, then its bytes, in a stream (stream.c). A putter writes
 * behind the stream's tail, and the message exists from the moment the new tail is committed; a
 * getter reads at its head, and the message is gone from the moment the new head is committed.
 *
 * Q1: each side has a channel, whose version counts what was done there, modulo 2^32: messages put,
 *     got, and done with. The differences are how many are in the queue, and unfinished.
 * Q2: inside the putters' monitor no message is put, so what is seen of `gets` there only
 *     underestimates the room; inside the getters' monitor it is the other way round.
 * Q3: who has to wait for another side sleeps on that side's channel, unless its version isn't any
 *     more what it was when there was reason to wait.
 *
 * A putter that is far ahead, and ready to wait, naps before it touches new memory; but when all
 * its naps were in vain, the next putters don't until a message is got. So it gets no slower than
 * its getters, and without any it isn't held up. */
#include "mp/queue.h"

#include "monitor.h"
#include "observe.h"
#include "shared.h"
#include "stream.h"

#include "mp/clock.h"

#include <stdlib.h>

/* All naps of a put together are longer than a getter that could run has to wait for a processor.
 */
static const double nap = 0.0001; /* seconds */
enum { NAPS = 40 };

typedef uint64_t queue_header;

/* What a death can't disturb: the version's parity says which of two states counts (Q1). */
struct queue_side {
    _Alignas(128) struct mp_monitor monitor; /* far from what the other sides write to */
    struct mp_channel channel;
};

struct queue_shared {
    struct queue_side puts;
    struct mp_stream_tail tails[2];
    mp_word tired_of; /* version of gets that a putter napped at in vain */
    struct queue_side gets;
    struct mp_stream_place heads[2];
    mp_word passed[2]; /* by the heads, for the putters */
    struct queue_side dones;
    struct mp_stream_memory memory;
};

struct mp_queue {
    struct queue_shared *shared;
    size_t maxsize; /* 0: no limit but the stream's */
    bool closed;    /* by this process */
};

mp_queue *mp_queue_new(size_t maxsize)
{
    mp_queue *queue = calloc(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->maxsize = maxsize;
    queue->shared = mp_shared_map_(sizeof *queue->shared);
    if (queue->shared)
        return queue;
    free(queue);
    return NULL;
}

static uint32_t version(const struct queue_side *side)
{
    return atomic_load_explicit(&side->channel.version, memory_order_acquire);
}

/* Sleeps until something is done at that side, unless something was since its version was `seen`.
 * False: the time ran out. */
static bool sleep_since(struct queue_side *side, uint32_t seen, struct mp_deadline *deadline)
{
    if (deadline->timeout == 0)
        return false;
    mp_monitor_enter_(&side->monitor);
    if (version(side) == seen)
        return mp_monitor_sleep_(&side->monitor, &side->channel, deadline);
    mp_monitor_leave_(&side->monitor);
    return true;
}

/* Blocks that the committed head has passed. While the version stays what it is nobody prepares the
 * copy that belongs to it. */
static uint32_t blocks_passed(const struct queue_shared *shared)
{
    uint32_t got, passed;
    do {
        got = version(&shared->gets);
        passed = atomic_load_explicit(&shared->passed[got % 2], memory_order_acquire);
    } while (version(&shared->gets) != got);
    return passed;
}

/* What a message takes up in the stream. */
static uint64_t extent(size_t size)
{
    return sizeof(queue_header) + (size + MP_STREAM_UNIT - 1) / MP_STREAM_UNIT * MP_STREAM_UNIT;
}

/* From here to try_to_put everything is inside the putters' monitor (Q2). */
static const struct mp_stream_tail *tail_of(const struct queue_shared *shared)
{
    return &shared->tails[version(&shared->puts) % 2];
}

static bool has_room(const mp_queue *queue, uint32_t got, size_t size)
{
    const struct queue_shared *shared = queue->shared;
    return (queue->maxsize == 0 || version(&shared->puts) - got < queue->maxsize) &&
           mp_stream_has_room_(tail_of(shared), blocks_passed(shared), extent(size));
}

/* Whether a putter that may nap so many times more had better do so. `tired_of` is a hint: nothing
 * depends on what it is after a death. */
static bool has_to_nap(struct queue_shared *shared, uint32_t got, size_t size, int naps)
{
    const struct mp_stream_tail *tail = tail_of(shared);
    if (tail->touched < MP_STREAM_LAP - 1 ||
        mp_stream_growth_(tail, blocks_passed(shared), extent(size)) == 0 ||
        got == atomic_load_explicit(&shared->tired_of, memory_order_relaxed))
        return false;
    if (naps == 0)
        atomic_store_explicit(&shared->tired_of, got, memory_order_relaxed);
    return naps > 0;
}

static void append(struct queue_shared *shared, const void *data, size_t size)
{
    uint32_t put = version(&shared->puts);
    struct mp_stream_tail next = shared->tails[put % 2];
    queue_header header = size;
    mp_stream_make_room_(&next, blocks_passed(shared), &shared->memory, extent(size));
    mp_stream_write_(&next, &shared->memory, &header, sizeof header);
    mp_stream_write_(&next, &shared->memory, data, size);
    shared->tails[(put + 1) % 2] = next;
    mp_monitor_commit_(&shared->puts.channel);
}

static int try_to_put(const mp_queue *queue, uint32_t got, const void *data, size_t size)
{
    if (!has_room(queue, got, size))
        return MP_FULL;
    append(queue->shared, data, size);
    return MP_OK;
}

/* Announced again after each sleep: the operation happens after it, not before. */
int mp_queue_put(mp_queue *queue, const void *data, size_t size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    if (size > MP_STREAM_LONGEST - sizeof(queue_header))
        return MP_TOO_BIG;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    int naps = NAPS;
    for (bool in_time = true;;) {
        OBSERVE(QUEUE_PUT, shared, (long)size);
        mp_monitor_enter_(&shared->puts.monitor);
        uint32_t got = version(&shared->gets);
        bool early = timeout == MP_FOREVER && has_to_nap(shared, got, size, naps);
        int status = early ? MP_FULL : try_to_put(queue, got, data, size);
        mp_monitor_leave_(&shared->puts.monitor);
        if (status != MP_FULL || !in_time)
            return status;
        if (early && naps-- > 0)
            mp_sleep(nap);
        else
            in_time = sleep_since(&shared->gets, got, &deadline);
    }
}

int mp_queue_put_nowait(mp_queue *queue, const void *data, size_t size)
{
    return mp_queue_put(queue, data, size, 0);
}

/* Inside the getters' monitor: takes the first message out; its length goes to *size. */
static int extract(struct queue_shared *shared, void *buffer, size_t capacity, size_t *size)
{
    uint32_t got = version(&shared->gets);
    struct mp_stream_place next = shared->heads[got % 2];
    queue_header header;
    mp_stream_read_(&next, &shared->memory, &header, sizeof header);
    *size = header;
    bool fits = header <= capacity;
    mp_stream_read_(&next, &shared->memory, fits ? buffer : NULL, header);
    shared->heads[(got + 1) % 2] = next;
    atomic_store_explicit(&shared->passed[(got + 1) % 2], next.passed, memory_order_release);
    mp_monitor_commit_(&shared->gets.channel);
    return fits ? MP_OK : MP_TOO_BIG;
}

int mp_queue_get(mp_queue *queue, void *buffer, size_t capacity, size_t *size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    size_t unwanted;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool in_time = true;;) {
        OBSERVE(QUEUE_GET, shared, 0);
        mp_monitor_enter_(&shared->gets.monitor);
        uint32_t put = version(&shared->puts);
        int status = put == version(&shared->gets)
                         ? MP_EMPTY
                         : extract(shared, buffer, capacity, size ? size : &unwanted);
        mp_monitor_leave_(&shared->gets.monitor);
        if (status != MP_EMPTY || !in_time)
            return status;
        in_time = sleep_since(&shared->puts, put, &deadline);
    }
}

int mp_queue_get_nowait(mp_queue *queue, void *buffer, size_t capacity, size_t *size)
{
    return mp_queue_get(queue, buffer, capacity, size, 0);
}

/* How many messages there are, at one moment; also whether the queue is full then, if asked. */
static size_t query(const mp_queue *queue, bool *full)
{
    struct queue_shared *shared = queue->shared;
    OBSERVE(QUEUE_QUERY, shared, 0);
    mp_monitor_enter_(&shared->puts.monitor);
    uint32_t got = version(&shared->gets);
    uint32_t count = version(&shared->puts) - got;
    if (full)
        *full = !has_room(queue, got, 0);
    mp_monitor_leave_(&shared->puts.monitor);
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
    struct queue_shared *shared = queue->shared;
    OBSERVE(QUEUE_DONE, shared, 0);
    mp_monitor_enter_(&shared->dones.monitor);
    bool expected = version(&shared->puts) != version(&shared->dones);
    if (expected)
        mp_monitor_commit_(&shared->dones.channel);
    mp_monitor_leave_(&shared->dones.monitor);
    return expected ? MP_OK : MP_OWNER;
}

int mp_queue_join(mp_queue *queue, double timeout)
{
    if (!queue)
        return MP_STATE;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool in_time = true;;) {
        OBSERVE(QUEUE_QUERY, shared, 0);
        uint32_t done = version(&shared->dones);
        if (version(&shared->puts) == done)
            return MP_OK;
        if (!in_time)
            return MP_TIMEOUT;
        in_time = sleep_since(&shared->dones, done, &deadline);
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
    mp_shared_unmap_(queue->shared, sizeof *queue->shared);
    free(queue);
}
