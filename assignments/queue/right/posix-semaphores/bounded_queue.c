/* SPDX-License-Identifier: MIT */
/* The textbook's three semaphores around a ring; one further permit on either side, passed on from
 * one to the next, tells that the queue is closed. */
#include "bounded_queue.h"

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

struct bounded_queue {
    sem_t mutex, empty_slots, full_slots;
    size_t capacity, item_size, in, out, count;
    int closed;
    unsigned char slots[];
};

bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    bounded_queue *queue = mp_shared_new(sizeof *queue + capacity * item_size);
    if (!queue)
        return NULL;
    queue->capacity = capacity;
    queue->item_size = item_size;
    sem_init(&queue->mutex, 1, 1);
    sem_init(&queue->empty_slots, 1, (unsigned)capacity);
    sem_init(&queue->full_slots, 1, 0);
    return queue;
}

/* 0 when there was a permit in time, else -1. */
static int down(sem_t *semaphore, double timeout)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    if (timeout > 0) {
        long long nanoseconds = until.tv_nsec + (long long)(timeout * 1e9);
        until.tv_sec += nanoseconds / 1000000000;
        until.tv_nsec = nanoseconds % 1000000000;
    }
    int result;
    do
        result = timeout < 0    ? sem_wait(semaphore)
                 : timeout == 0 ? sem_trywait(semaphore)
                                : sem_timedwait(semaphore, &until);
    while (result != 0 && errno == EINTR);
    return result;
}

static int ask_closed(bounded_queue *queue)
{
    down(&queue->mutex, MP_FOREVER);
    int closed = queue->closed;
    sem_post(&queue->mutex);
    return closed;
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    if (down(&queue->empty_slots, timeout) != 0)
        return ask_closed(queue) ? MP_BROKEN : MP_FULL;
    down(&queue->mutex, MP_FOREVER);
    int closed = queue->closed;
    if (!closed) {
        memcpy(queue->slots + queue->in * queue->item_size, item, queue->item_size);
        queue->in = (queue->in + 1) % queue->capacity;
        queue->count++;
    }
    sem_post(&queue->mutex);
    sem_post(closed ? &queue->empty_slots : &queue->full_slots);
    return closed ? MP_BROKEN : MP_OK;
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    if (down(&queue->full_slots, timeout) != 0 && !ask_closed(queue))
        return MP_EMPTY; /* once it is closed, the count alone tells what is left */
    down(&queue->mutex, MP_FOREVER);
    int none = queue->count == 0;
    if (!none) {
        memcpy(item, queue->slots + queue->out * queue->item_size, queue->item_size);
        queue->out = (queue->out + 1) % queue->capacity;
        queue->count--;
    }
    sem_post(&queue->mutex);
    sem_post(none ? &queue->full_slots : &queue->empty_slots);
    return none ? MP_EOF : MP_OK;
}

int bounded_queue_put_nowait(bounded_queue *queue, const void *item)
{
    return bounded_queue_put(queue, item, 0);
}

int bounded_queue_get_nowait(bounded_queue *queue, void *item)
{
    return bounded_queue_get(queue, item, 0);
}

size_t bounded_queue_size(bounded_queue *queue)
{
    down(&queue->mutex, MP_FOREVER);
    size_t count = queue->count;
    sem_post(&queue->mutex);
    return count;
}

void bounded_queue_close(bounded_queue *queue)
{
    down(&queue->mutex, MP_FOREVER);
    int again = queue->closed;
    queue->closed = 1;
    sem_post(&queue->mutex);
    if (!again) {
        sem_post(&queue->empty_slots);
        sem_post(&queue->full_slots);
    }
}

void bounded_queue_destroy(bounded_queue *queue)
{
    mp_shared_free(queue);
}
