/* SPDX-License-Identifier: MIT */
/* Mistake: closes its own copy of the sending end: as long as another process has one, there is no
 * end-of-file. */
#include "bounded_queue.h"

#include <stdbool.h>
#include <stdlib.h>

struct shared {
    size_t count;
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

static void count(bounded_queue *queue, int change)
{
    MP_WITH_LOCK(queue->counting)
    queue->shared->count += (size_t)change;
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    if (mp_semaphore_acquire(queue->slots, timeout) != MP_OK)
        return MP_FULL;
    mp_lock_acquire(queue->sending, MP_FOREVER);
    mp_semaphore_release(queue->items);
    int status = mp_connection_send(queue->ends[1], item, queue->item_size);
    if (status == MP_OK)
        count(queue, 1);
    mp_lock_release(queue->sending);
    return status == MP_OK ? MP_OK : MP_BROKEN;
}

int bounded_queue_put_nowait(bounded_queue *queue, const void *item)
{
    return bounded_queue_put(queue, item, 0);
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    if (mp_semaphore_acquire(queue->items, timeout) != MP_OK)
        return MP_EMPTY;
    mp_lock_acquire(queue->receiving, MP_FOREVER);
    int status = mp_connection_recv(queue->ends[0], item, queue->item_size, NULL);
    if (status == MP_OK)
        count(queue, -1);
    mp_lock_release(queue->receiving);
    mp_semaphore_release(status == MP_OK ? queue->slots : queue->items);
    return status == MP_OK ? MP_OK : MP_EOF;
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

void bounded_queue_close(bounded_queue *queue)
{
    mp_connection_close(queue->ends[1]);
    mp_semaphore_release(queue->items);
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
