/* SPDX-License-Identifier: MIT */
/* Mistake: the item is announced before it is in the ring: a fast getter takes what isn't there
 * yet. */
#include "bounded_queue.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct bounded_queue {
    mp_lock *lock;
    mp_semaphore *slots, *items;
    struct ring {
        size_t capacity, item_size, first, count;
        bool closed;
        unsigned char slots[];
    } * ring;
};

bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    bounded_queue *queue = malloc(sizeof *queue);
    queue->lock = mp_lock_new();
    queue->slots = mp_semaphore_new((unsigned)capacity);
    queue->items = mp_semaphore_new(0);
    queue->ring = mp_shared_new(sizeof *queue->ring + capacity * item_size);
    if (!queue->ring)
        return NULL;
    queue->ring->capacity = capacity;
    queue->ring->item_size = item_size;
    return queue;
}

static void *slot(struct ring *ring, size_t place)
{
    return ring->slots + (ring->first + place) % ring->capacity * ring->item_size;
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    struct ring *ring = queue->ring;
    if (mp_semaphore_acquire(queue->slots, timeout) != MP_OK)
        return ring->closed ? MP_BROKEN : MP_FULL;
    if (ring->closed) {
        mp_semaphore_release(queue->slots);
        return MP_BROKEN;
    }
    mp_semaphore_release(queue->items);
    mp_lock_acquire(queue->lock, MP_FOREVER);
    memcpy(slot(ring, ring->count++), item, ring->item_size);
    mp_lock_release(queue->lock);
    return MP_OK;
}

int bounded_queue_put_nowait(bounded_queue *queue, const void *item)
{
    return bounded_queue_put(queue, item, 0);
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    struct ring *ring = queue->ring;
    if (mp_semaphore_acquire(queue->items, timeout) != MP_OK)
        return ring->closed ? MP_EOF : MP_EMPTY;
    mp_lock_acquire(queue->lock, MP_FOREVER);
    if (ring->closed && ring->count == 0) {
        mp_lock_release(queue->lock);
        mp_semaphore_release(queue->items);
        return MP_EOF;
    }
    memcpy(item, slot(ring, 0), ring->item_size);
    ring->first = (ring->first + 1) % ring->capacity;
    ring->count--;
    mp_lock_release(queue->lock);
    mp_semaphore_release(queue->slots);
    return MP_OK;
}

int bounded_queue_get_nowait(bounded_queue *queue, void *item)
{
    return bounded_queue_get(queue, item, 0);
}

size_t bounded_queue_size(bounded_queue *queue)
{
    mp_lock_acquire(queue->lock, MP_FOREVER);
    size_t count = queue->ring->count;
    mp_lock_release(queue->lock);
    return count;
}

void bounded_queue_close(bounded_queue *queue)
{
    mp_lock_acquire(queue->lock, MP_FOREVER);
    queue->ring->closed = true;
    mp_lock_release(queue->lock);
    mp_semaphore_release(queue->slots);
    mp_semaphore_release(queue->items);
}

void bounded_queue_destroy(bounded_queue *queue)
{
    mp_shared_free(queue->ring);
    mp_semaphore_free(queue->slots);
    mp_semaphore_free(queue->items);
    mp_lock_free(queue->lock);
    free(queue);
}
