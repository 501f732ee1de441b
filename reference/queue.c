/* SPDX-License-Identifier: MIT */
/* A queue is a stream of bytes in shared memory, behind a monitor (see monitor.c for how it
 * survives the death of its users).
 *
 * A message is a header with its length, then its bytes, in a stream (stream.c). A putter writes
 * behind the stream's end, and the message exists from the moment the state with the new end is
 * committed.
 *
 * A putter that is far ahead, and ready to wait, lets a getter go first before it touches new
 * memory, once for each message got. So it gets no slower than its getters, and without any it
 * isn't held up at all.
 *
 * The three channels are the three reasons to sleep: for a message (woken by puts), for room (woken
 * by gets), for the last message to be done with (woken by task_done). */
#include "mp/queue.h"

#include "monitor.h"
#include "observe.h"
#include "shared.h"
#include "stream.h"

#include <stdlib.h>

/* Blocks touched by a putter that is far ahead: about what stays in a processor's cache. */
enum { FAR_AHEAD = (1 << 20) / MP_STREAM_BLOCK };

static const double courtesy = 0.001; /* seconds that a getter is let go first */

typedef uint64_t queue_header;

struct queue_state {
    struct mp_stream stream;
    uint32_t count;      /* messages in the stream */
    uint64_t unfinished; /* messages put and not done with */
};

struct queue_shared {
    struct mp_monitor monitor;
    struct mp_channel puts, gets, dones;
    mp_word courteous; /* version of gets when a putter last let a getter go first */
    struct queue_state states[2];
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

/* Which of the two states counts. */
static unsigned current(struct queue_shared *shared)
{
    return (atomic_load_explicit(&shared->puts.version, memory_order_relaxed) +
            atomic_load_explicit(&shared->gets.version, memory_order_relaxed) +
            atomic_load_explicit(&shared->dones.version, memory_order_relaxed)) %
           2;
}

static struct queue_state *state_of(struct queue_shared *shared)
{
    return &shared->states[current(shared)];
}

/* Makes `next` the state that counts, and wakes whom that concerns. */
static void commit(struct queue_shared *shared, const struct queue_state *next,
                   struct mp_channel *channel)
{
    shared->states[!current(shared)] = *next;
    mp_monitor_commit_(channel);
}

/* What a message takes up in the stream. */
static uint64_t extent(size_t size)
{
    return sizeof(queue_header) + (size + MP_STREAM_UNIT - 1) / MP_STREAM_UNIT * MP_STREAM_UNIT;
}

static bool has_room(const mp_queue *queue, const struct queue_state *state, size_t size)
{
    return (queue->maxsize == 0 || state->count < queue->maxsize) &&
           mp_stream_has_room_(&state->stream, extent(size));
}

/* Whether a putter had better let a getter go first; only once for each message got. `courteous` is
 * a hint: nothing depends on what it is after a death. */
static bool is_too_far_ahead(struct queue_shared *shared, size_t size)
{
    const struct mp_stream *stream = &state_of(shared)->stream;
    uint32_t got = atomic_load_explicit(&shared->gets.version, memory_order_relaxed);
    if (stream->touched < FAR_AHEAD || mp_stream_growth_(stream, extent(size)) == 0 ||
        got == atomic_load_explicit(&shared->courteous, memory_order_relaxed))
        return false;
    atomic_store_explicit(&shared->courteous, got, memory_order_relaxed);
    return true;
}

static void append(struct queue_shared *shared, const void *data, size_t size)
{
    struct queue_state next = *state_of(shared);
    queue_header header = size;
    mp_stream_write_(&next.stream, &shared->memory, &header, sizeof header);
    mp_stream_write_(&next.stream, &shared->memory, data, size);
    next.count++;
    next.unfinished++;
    commit(shared, &next, &shared->puts);
}

/* One attempt, inside the monitor. */
static int try_to_put(const mp_queue *queue, const void *data, size_t size)
{
    if (!has_room(queue, state_of(queue->shared), size))
        return MP_FULL;
    append(queue->shared, data, size);
    return MP_OK;
}

/* Announced again after each sleep: the operation happens after it, not before. */
int mp_queue_put(mp_queue *queue, const void *data, size_t size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    if (size > MP_STREAM_SIZE - sizeof(queue_header))
        return MP_TOO_BIG;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool last = timeout == 0;;) {
        OBSERVE(QUEUE_PUT, shared, (long)size);
        mp_monitor_enter_(&shared->monitor);
        if (timeout == MP_FOREVER && is_too_far_ahead(shared, size)) {
            struct mp_deadline soon = mp_deadline_(courtesy);
            mp_monitor_sleep_(&shared->monitor, &shared->gets, &soon);
            continue;
        }
        int status = try_to_put(queue, data, size);
        if (status == MP_FULL && !last) {
            last = !mp_monitor_sleep_(&shared->monitor, &shared->gets, &deadline);
            continue;
        }
        mp_monitor_leave_(&shared->monitor);
        return status;
    }
}

int mp_queue_put_nowait(mp_queue *queue, const void *data, size_t size)
{
    return mp_queue_put(queue, data, size, 0);
}

/* Takes the first message out; its length goes to *size. */
static int extract(struct queue_shared *shared, void *buffer, size_t capacity, size_t *size)
{
    struct queue_state next = *state_of(shared);
    queue_header header;
    mp_stream_read_(&next.stream, &shared->memory, &header, sizeof header);
    *size = header;
    bool fits = header <= capacity;
    mp_stream_read_(&next.stream, &shared->memory, fits ? buffer : NULL, header);
    next.count--;
    commit(shared, &next, &shared->gets);
    return fits ? MP_OK : MP_TOO_BIG;
}

int mp_queue_get(mp_queue *queue, void *buffer, size_t capacity, size_t *size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    size_t unwanted;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool last = timeout == 0;;) {
        OBSERVE(QUEUE_GET, shared, 0);
        mp_monitor_enter_(&shared->monitor);
        bool empty = state_of(shared)->count == 0;
        if (empty && !last) {
            last = !mp_monitor_sleep_(&shared->monitor, &shared->puts, &deadline);
            continue;
        }
        int status = empty ? MP_EMPTY : extract(shared, buffer, capacity, size ? size : &unwanted);
        mp_monitor_leave_(&shared->monitor);
        return status;
    }
}

int mp_queue_get_nowait(mp_queue *queue, void *buffer, size_t capacity, size_t *size)
{
    return mp_queue_get(queue, buffer, capacity, size, 0);
}

/* The state at one moment. */
static struct queue_state query(mp_queue *queue)
{
    struct queue_shared *shared = queue->shared;
    OBSERVE(QUEUE_QUERY, shared, 0);
    mp_monitor_enter_(&shared->monitor);
    struct queue_state state = *state_of(shared);
    mp_monitor_leave_(&shared->monitor);
    return state;
}

bool mp_queue_empty(mp_queue *queue)
{
    return !queue || query(queue).count == 0;
}

/* Without a limit it is full when not even an empty message would fit. */
bool mp_queue_full(mp_queue *queue)
{
    if (!queue)
        return true;
    struct queue_state state = query(queue);
    return !has_room(queue, &state, 0);
}

size_t mp_queue_qsize(mp_queue *queue)
{
    return queue ? query(queue).count : 0;
}

int mp_queue_task_done(mp_queue *queue)
{
    if (!queue)
        return MP_STATE;
    struct queue_shared *shared = queue->shared;
    OBSERVE(QUEUE_DONE, shared, 0);
    mp_monitor_enter_(&shared->monitor);
    struct queue_state next = *state_of(shared);
    bool expected = next.unfinished > 0;
    if (expected) {
        next.unfinished--;
        commit(shared, &next, &shared->dones);
    }
    mp_monitor_leave_(&shared->monitor);
    return expected ? MP_OK : MP_OWNER;
}

int mp_queue_join(mp_queue *queue, double timeout)
{
    if (!queue)
        return MP_STATE;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool last = timeout == 0;;) {
        OBSERVE(QUEUE_QUERY, shared, 0);
        mp_monitor_enter_(&shared->monitor);
        bool unfinished = state_of(shared)->unfinished > 0;
        if (unfinished && !last) {
            last = !mp_monitor_sleep_(&shared->monitor, &shared->dones, &deadline);
            continue;
        }
        mp_monitor_leave_(&shared->monitor);
        return unfinished ? MP_TIMEOUT : MP_OK;
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
