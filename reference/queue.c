/* SPDX-License-Identifier: MIT */
/* A queue is a ring of bytes in shared memory, behind a monitor (see monitor.c for how it survives
 * the death of its users).
 *
 * A message is a header with its length, then its bytes, padded to the header's size so that no
 * header wraps around the end. Bytes between head and tail belong to messages; a putter writes
 * outside of them, and the message exists from the moment the state with the new tail is committed.
 * An empty ring starts again at its beginning, so that a queue that is kept short touches few
 * pages.
 *
 * The three channels are the three reasons to sleep: for a message (woken by puts), for room (woken
 * by gets), for the last message to be done with (woken by task_done). */
#include "mp/queue.h"

#include "monitor.h"
#include "observe.h"
#include "shared.h"

#include <stdlib.h>
#include <string.h>

/* Virtual until touched; small enough for a dozen queues under a tight limit on address space. */
#define RING_SIZE ((size_t)32 << 20)

typedef uint64_t queue_header;

struct queue_state {
    uint64_t head; /* positions since the ring was last empty; the place is position % RING_SIZE */
    uint64_t tail;
    uint64_t count;
    uint64_t unfinished; /* messages put and not done with */
};

struct queue_shared {
    struct mp_monitor monitor;
    struct mp_channel puts, gets, dones;
    struct queue_state states[2];
    _Alignas(64) unsigned char ring[RING_SIZE];
};

struct mp_queue {
    struct queue_shared *shared;
    size_t maxsize; /* 0: no limit but the ring's */
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

static uint64_t padded(uint64_t size)
{
    const uint64_t unit = sizeof(queue_header);
    return (size + unit - 1) / unit * unit;
}

static void ring_write(struct queue_shared *shared, uint64_t position, const void *data,
                       size_t size)
{
    size_t start = position % RING_SIZE;
    size_t first = size < RING_SIZE - start ? size : RING_SIZE - start;
    memcpy(shared->ring + start, data, first);
    memcpy(shared->ring, (const unsigned char *)data + first, size - first);
}

static void ring_read(const struct queue_shared *shared, uint64_t position, void *data, size_t size)
{
    size_t start = position % RING_SIZE;
    size_t first = size < RING_SIZE - start ? size : RING_SIZE - start;
    memcpy(data, shared->ring + start, first);
    memcpy((unsigned char *)data + first, shared->ring, size - first);
}

/* Whether `needed` bytes, header included, don't fit into the queue in that state. */
static bool no_room(const mp_queue *queue, const struct queue_state *state, uint64_t needed)
{
    return (queue->maxsize > 0 && state->count >= queue->maxsize) ||
           state->tail - state->head + needed > RING_SIZE;
}

static void append(struct queue_shared *shared, const void *data, size_t size)
{
    struct queue_state next = *state_of(shared);
    queue_header header = size;
    ring_write(shared, next.tail, &header, sizeof header);
    if (size > 0)
        ring_write(shared, next.tail + sizeof header, data, size);
    next.tail += sizeof header + padded(size);
    next.count++;
    next.unfinished++;
    commit(shared, &next, &shared->puts);
}

/* Announced again after each sleep: the operation happens after it, not before. */
int mp_queue_put(mp_queue *queue, const void *data, size_t size, double timeout)
{
    if (!queue || queue->closed)
        return MP_STATE;
    if (size > RING_SIZE - sizeof(queue_header))
        return MP_TOO_BIG;
    struct queue_shared *shared = queue->shared;
    struct mp_deadline deadline = mp_deadline_(timeout);
    for (bool last = timeout == 0;;) {
        OBSERVE(QUEUE_PUT, shared, (long)size);
        mp_monitor_enter_(&shared->monitor);
        bool full = no_room(queue, state_of(shared), sizeof(queue_header) + padded(size));
        if (full && !last) {
            last = !mp_monitor_sleep_(&shared->monitor, &shared->gets, &deadline);
            continue;
        }
        if (!full)
            append(shared, data, size);
        mp_monitor_leave_(&shared->monitor);
        return full ? MP_FULL : MP_OK;
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
    ring_read(shared, next.head, &header, sizeof header);
    *size = header;
    if (header > 0 && header <= capacity)
        ring_read(shared, next.head + sizeof header, buffer, header);
    next.head += sizeof header + padded(header);
    next.count--;
    if (next.count == 0)
        next.head = next.tail = 0;
    commit(shared, &next, &shared->gets);
    return header <= capacity ? MP_OK : MP_TOO_BIG;
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
    return query(queue).count == 0;
}

/* Without a limit it is full when not even an empty message would fit. */
bool mp_queue_full(mp_queue *queue)
{
    struct queue_state state = query(queue);
    return no_room(queue, &state, sizeof(queue_header));
}

size_t mp_queue_qsize(mp_queue *queue)
{
    return query(queue).count;
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
