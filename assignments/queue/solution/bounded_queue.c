/* SPDX-License-Identifier: MIT */
/* Two semaphores count slots and items, the pipe carries the items in order, one lock for each of
 * its ends keeps messages whole, and a short lock guards the count and the closed flag. An item is
 * counted and announced before it is sent: whoever is told of it waits at the pipe for its bytes,
 * and makes room for those that the pipe can't hold. */
#include "bounded_queue.h"

#include <stdbool.h>
#include <stdlib.h>

struct shared {
    size_t count;
    bool closed;
};

struct bounded_queue {
    size_t item_size;
    mp_connection *ends[2];
    mp_semaphore *slots, *items;
    mp_lock *sending, *receiving, *counting;
    struct shared *shared;
};

bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    bounded_queue *queue = calloc(1, sizeof *queue);
    if (!queue || mp_pipe(queue->ends, false) != MP_OK) {
        free(queue);
        return NULL;
    }
    queue->item_size = item_size;
    queue->slots = mp_semaphore_new((unsigned)capacity);
    queue->items = mp_semaphore_new(0);
    queue->sending = mp_lock_new();
    queue->receiving = mp_lock_new();
    queue->counting = mp_lock_new();
    queue->shared = mp_shared_new(sizeof *queue->shared);
    return queue;
}

/* Counts one item in, unless the queue is closed. */
static bool count_in(bounded_queue *queue)
{
    bool open = false;
    MP_WITH_LOCK(queue->counting)
    {
        open = !queue->shared->closed;
        queue->shared->count += open;
    }
    return open;
}

/* Counts one item out; false if there is none, which a getter only meets after close. */
static bool count_out(bounded_queue *queue)
{
    bool any = false;
    MP_WITH_LOCK(queue->counting)
    {
        any = queue->shared->count > 0;
        queue->shared->count -= any;
    }
    return any;
}

static bool is_closed(bounded_queue *queue)
{
    bool closed = false;
    MP_WITH_LOCK(queue->counting)
    closed = queue->shared->closed;
    return closed;
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    if (mp_semaphore_acquire(queue->slots, timeout) != MP_OK)
        return is_closed(queue) ? MP_BROKEN : MP_FULL;
    mp_lock_acquire(queue->sending, MP_FOREVER);
    bool open = count_in(queue);
    mp_semaphore_release(open ? queue->items : queue->slots);
    if (open)
        mp_connection_send(queue->ends[1], item, queue->item_size);
    mp_lock_release(queue->sending);
    return open ? MP_OK : MP_BROKEN;
}

int bounded_queue_put_nowait(bounded_queue *queue, const void *item)
{
    return bounded_queue_put(queue, item, 0);
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    if (mp_semaphore_acquire(queue->items, timeout) != MP_OK && !is_closed(queue))
        return MP_EMPTY; /* once it is closed, the count alone tells what is left */
    mp_lock_acquire(queue->receiving, MP_FOREVER);
    bool any = count_out(queue);
    if (any)
        mp_connection_recv(queue->ends[0], item, queue->item_size, NULL);
    mp_lock_release(queue->receiving);
    mp_semaphore_release(any ? queue->slots : queue->items);
    return any ? MP_OK : MP_EOF;
}

int bounded_queue_get_nowait(bounded_queue *queue, void *item)
{
    return bounded_queue_get(queue, item, 0);
}

size_t bounded_queue_size(bounded_queue *queue)
{
    size_t count = 0;
    MP_WITH_LOCK(queue->counting)
    count = queue->shared->count;
    return count;
}

/* One permit more on either side: whoever gets it finds the queue closed and passes it on, so that
 * one permit wakes them all. */
void bounded_queue_close(bounded_queue *queue)
{
    bool first = false;
    MP_WITH_LOCK(queue->counting)
    {
        first = !queue->shared->closed;
        queue->shared->closed = true;
    }
    if (first) {
        mp_semaphore_release(queue->slots);
        mp_semaphore_release(queue->items);
    }
}

void bounded_queue_destroy(bounded_queue *queue)
{
    mp_connection_close(queue->ends[0]);
    mp_connection_close(queue->ends[1]);
    mp_semaphore_free(queue->slots);
    mp_semaphore_free(queue->items);
    mp_lock_free(queue->sending);
    mp_lock_free(queue->receiving);
    mp_lock_free(queue->counting);
    mp_shared_free(queue->shared);
    free(queue);
}
