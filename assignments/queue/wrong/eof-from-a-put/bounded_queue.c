/* SPDX-License-Identifier: MIT */
/* One lock, one condition; a put to a closed queue gives the answer of a get. */

#include "bounded_queue.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
struct bounded_queue {
    pthread_mutex_t m;
    pthread_cond_t c;
    size_t cap, isz, head, n, total;
    int closed;
    char data[];
};
bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    size_t total = sizeof(bounded_queue) + capacity * item_size;
    bounded_queue *q = mmap(NULL, total, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (q == MAP_FAILED)
        return NULL;
    pthread_mutexattr_t ma;
    pthread_condattr_t ca;
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&ca);
    pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&q->m, &ma);
    pthread_cond_init(&q->c, &ca);
    q->cap = capacity;
    q->isz = item_size;
    q->total = total;
    q->head = q->n = 0;
    q->closed = 0;
    return q;
}
static struct timespec deadline(double t)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += (time_t)t;
    ts.tv_nsec += (long)((t - (double)(time_t)t) * 1e9);
    if (ts.tv_nsec >= 1000000000L) {
        ts.tv_sec++;
        ts.tv_nsec -= 1000000000L;
    }
    return ts;
}
int bounded_queue_put(bounded_queue *q, const void *item, double timeout)
{
    int r = MP_OK;
    struct timespec d = {0};
    if (timeout > 0 && timeout != MP_FOREVER)
        d = deadline(timeout);
    pthread_mutex_lock(&q->m);
    while (q->n == q->cap && !q->closed) {
        if (timeout == 0) {
            r = MP_FULL;
            goto out;
        }
        if (timeout == MP_FOREVER || timeout < 0) {
            pthread_cond_wait(&q->c, &q->m);
            continue;
        }
        if (pthread_cond_timedwait(&q->c, &q->m, &d) == ETIMEDOUT && q->n == q->cap && !q->closed) {
            r = MP_FULL;
            goto out;
        }
    }
    if (q->closed) {
        r = MP_EOF;
        goto out;
    }
    memcpy(q->data + (q->head + q->n) % q->cap * q->isz, item, q->isz);
    q->n++;
    pthread_cond_broadcast(&q->c);
out:
    pthread_mutex_unlock(&q->m);
    return r;
}
int bounded_queue_put_nowait(bounded_queue *q, const void *item)
{
    return bounded_queue_put(q, item, 0);
}
int bounded_queue_get(bounded_queue *q, void *item, double timeout)
{
    int r = MP_OK;
    struct timespec d = {0};
    if (timeout > 0 && timeout != MP_FOREVER)
        d = deadline(timeout);
    pthread_mutex_lock(&q->m);
    while (q->n == 0 && !q->closed) {
        if (timeout == 0) {
            r = MP_EMPTY;
            goto out;
        }
        if (timeout == MP_FOREVER || timeout < 0) {
            pthread_cond_wait(&q->c, &q->m);
            continue;
        }
        if (pthread_cond_timedwait(&q->c, &q->m, &d) == ETIMEDOUT && q->n == 0 && !q->closed) {
            r = MP_EMPTY;
            goto out;
        }
    }
    if (q->n == 0) {
        r = MP_EOF;
        goto out;
    }
    memcpy(item, q->data + q->head * q->isz, q->isz);
    q->head = (q->head + 1) % q->cap;
    q->n--;
    pthread_cond_broadcast(&q->c);
out:
    pthread_mutex_unlock(&q->m);
    return r;
}
int bounded_queue_get_nowait(bounded_queue *q, void *item)
{
    return bounded_queue_get(q, item, 0);
}
size_t bounded_queue_size(bounded_queue *q)
{
    pthread_mutex_lock(&q->m);
    size_t n = q->n;
    pthread_mutex_unlock(&q->m);
    return n;
}
void bounded_queue_close(bounded_queue *q)
{
    pthread_mutex_lock(&q->m);
    q->closed = 1;
    pthread_cond_broadcast(&q->c);
    pthread_mutex_unlock(&q->m);
}
void bounded_queue_destroy(bounded_queue *q)
{
    munmap(q, q->total);
}
