/* queue, judy */
#include "bounded_queue.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct bounded_queue {
    mp_lock *lock;
    mp_condition *changed, *room;
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
    queue->changed = mp_condition_new(queue->lock);
    queue->room = mp_condition_new(queue->lock);
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

/* Waits for a change until the deadline; false when it has passed. */
static bool wait_for_change(mp_condition *condition, double timeout, double deadline)
{
    double left = timeout < 0 ? MP_FOREVER : deadline - mp_time();
    return (timeout < 0 || left > 0) && mp_condition_wait(condition, left) == MP_OK;
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    struct ring *ring = queue->ring;
    double deadline = timeout > 0 ? mp_time() + timeout : 0;
    int status = MP_FULL;
    mp_lock_acquire(queue->lock, MP_FOREVER);
    while (ring->count == ring->capacity && !ring->closed &&
           wait_for_change(queue->room, timeout, deadline))
        ;
    if (ring->closed) {
        status = MP_BROKEN;
    } else if (ring->count < ring->capacity) {
        if (ring->count == 0)
            mp_condition_notify(queue->changed, 1);
        memcpy(slot(ring, ring->count++), item, ring->item_size);
        status = MP_OK;
    }
    mp_lock_release(queue->lock);
    return status;
}

int bounded_queue_put_nowait(bounded_queue *queue, const void *item)
{
    return bounded_queue_put(queue, item, 0);
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    struct ring *ring = queue->ring;
    double deadline = timeout > 0 ? mp_time() + timeout : 0;
    int status = MP_EMPTY;
    mp_lock_acquire(queue->lock, MP_FOREVER);
    while (ring->count == 0 && !ring->closed && wait_for_change(queue->changed, timeout, deadline))
        ;
    if (ring->count > 0) {
        memcpy(item, slot(ring, 0), ring->item_size);
        ring->first = (ring->first + 1) % ring->capacity;
        ring->count--;
        mp_condition_notify(queue->room, 1);
        status = MP_OK;
    } else if (ring->closed) {
        status = MP_EOF;
    }
    mp_lock_release(queue->lock);
    return status;
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
    mp_condition_notify_all(queue->changed);
    mp_condition_notify_all(queue->room);
    mp_lock_release(queue->lock);
}

void bounded_queue_destroy(bounded_queue *queue)
{
    mp_shared_free(queue->ring);
    mp_condition_free(queue->changed);
    mp_condition_free(queue->room);
    mp_lock_free(queue->lock);
    free(queue);
}
