/* queue, grace */
#include "bounded_queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

struct bounded_queue {
    pthread_mutex_t mutex;
    pthread_cond_t not_full, not_empty;
    size_t capacity, item_size, head, tail, count;
    int closed;
    char data[];
};

static size_t mapping_size(size_t capacity, size_t item_size)
{
    return sizeof(bounded_queue) + capacity * item_size;
}

bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    bounded_queue *queue = mmap(NULL, mapping_size(capacity, item_size), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (queue == MAP_FAILED)
        return NULL;
    pthread_mutexattr_t mutex;
    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&queue->mutex, &mutex);
    pthread_condattr_t condition;
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    pthread_condattr_setclock(&condition, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->not_full, &condition);
    pthread_cond_init(&queue->not_empty, &condition);
    queue->capacity = capacity;
    queue->item_size = item_size;
    return queue;
}

static struct timespec deadline_after(double timeout)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += (time_t)timeout;
    at.tv_nsec += (long)((timeout - (double)(time_t)timeout) * 1e9);
    if (at.tv_nsec >= 1000000000) {
        at.tv_nsec -= 1000000000;
        at.tv_sec++;
    }
    return at;
}

static int wait_on(pthread_cond_t *condition, bounded_queue *queue, double timeout,
                   const struct timespec *deadline)
{
    if (timeout < 0)
        return pthread_cond_wait(condition, &queue->mutex);
    return timeout == 0 ? ETIMEDOUT : pthread_cond_timedwait(condition, &queue->mutex, deadline);
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    struct timespec deadline = timeout > 0 ? deadline_after(timeout) : (struct timespec){0};
    int result = MP_OK;
    pthread_mutex_lock(&queue->mutex);
    while (result == MP_OK && !queue->closed && queue->count >= queue->capacity) {
        if (wait_on(&queue->not_full, queue, timeout, &deadline) == ETIMEDOUT &&
            queue->count >= queue->capacity)
            result = MP_FULL;
    }
    if (queue->closed) {
        result = MP_BROKEN;
    } else if (result == MP_OK) {
        memcpy(queue->data + queue->tail * queue->item_size, item, queue->item_size);
        queue->tail = (queue->tail + 1) % queue->capacity;
        queue->count++;
        pthread_cond_signal(&queue->not_empty);
    }
    pthread_mutex_unlock(&queue->mutex);
    return result;
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    struct timespec deadline = timeout > 0 ? deadline_after(timeout) : (struct timespec){0};
    int result = MP_OK;
    pthread_mutex_lock(&queue->mutex);
    while (result == MP_OK && !queue->closed && queue->count == 0) {
        if (wait_on(&queue->not_empty, queue, timeout, &deadline) == ETIMEDOUT && queue->count == 0)
            result = MP_EMPTY;
    }
    if (queue->count > 0) {
        result = MP_OK;
        memcpy(item, queue->data + queue->head * queue->item_size, queue->item_size);
        queue->head = (queue->head + 1) % queue->capacity;
        queue->count--;
        pthread_cond_signal(&queue->not_full);
    } else if (queue->closed) {
        result = MP_EOF;
    }
    pthread_mutex_unlock(&queue->mutex);
    return result;
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
    pthread_mutex_lock(&queue->mutex);
    size_t count = queue->count;
    pthread_mutex_unlock(&queue->mutex);
    return count;
}

void bounded_queue_close(bounded_queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    queue->closed = 1;
    pthread_cond_broadcast(&queue->not_full);
    pthread_cond_broadcast(&queue->not_empty);
    pthread_mutex_unlock(&queue->mutex);
}

void bounded_queue_destroy(bounded_queue *queue)
{
    munmap(queue, mapping_size(queue->capacity, queue->item_size));
}
