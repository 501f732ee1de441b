/* SPDX-License-Identifier: MIT */
/* A socket that keeps messages apart, two semaphores that count, and one that guards the count of
 * what is in it. The waits with a timeout are in a header of their own. */
#define _GNU_SOURCE
#include "bounded_queue.h"
#include "deadline.h"
#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
typedef struct {
    sem_t slots, items, m;
    size_t n;
    int closed;
} shared_t;
struct bounded_queue {
    int fd[2];
    size_t size;
    shared_t *s;
};
bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    bounded_queue *q = malloc(sizeof *q);
    if (q == NULL)
        goto fail0;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, q->fd) == -1)
        goto fail1;
    int big = 4 << 20;
    setsockopt(q->fd[1], SOL_SOCKET, SO_SNDBUF, &big, sizeof big);
    q->s = mmap(NULL, sizeof *q->s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (q->s == MAP_FAILED)
        goto fail2;
    if (sem_init(&q->s->slots, 1, (unsigned)capacity) || sem_init(&q->s->items, 1, 0) ||
        sem_init(&q->s->m, 1, 1))
        goto fail3;
    q->size = item_size;
    return q;
fail3:
    munmap(q->s, sizeof *q->s);
fail2:
    close(q->fd[0]);
    close(q->fd[1]);
fail1:
    free(q);
fail0:
    return NULL;
}
static void lock(shared_t *s)
{
    while (sem_wait(&s->m) == -1 && errno == EINTR)
        continue;
}
int bounded_queue_put(bounded_queue *q, const void *item, double timeout)
{
    shared_t *s = q->s;
    int got = take(&s->slots, timeout);
    lock(s);
    if (s->closed) {
        if (got)
            sem_post(&s->slots);
        sem_post(&s->m);
        return MP_BROKEN;
    }
    if (!got) {
        sem_post(&s->m);
        return MP_FULL;
    }
    while (send(q->fd[1], item, q->size, MSG_NOSIGNAL) == -1 && errno == EINTR)
        continue;
    s->n++;
    sem_post(&s->items);
    sem_post(&s->m);
    return MP_OK;
}
int bounded_queue_put_nowait(bounded_queue *q, const void *item)
{
    return bounded_queue_put(q, item, 0.0);
}
int bounded_queue_get(bounded_queue *q, void *item, double timeout)
{
    shared_t *s = q->s;
    int got = take(&s->items, timeout);
    int r;
    lock(s);
    if (s->closed && s->n == 0) {
        if (got)
            sem_post(&s->items);
        r = MP_EOF;
    } else if (!got && !s->closed)
        r = MP_EMPTY;
    else {
        while (recv(q->fd[0], item, q->size, 0) == -1 && errno == EINTR)
            continue;
        s->n--;
        sem_post(&s->slots);
        r = MP_OK;
    }
    sem_post(&s->m);
    return r;
}
int bounded_queue_get_nowait(bounded_queue *q, void *item)
{
    return bounded_queue_get(q, item, 0.0);
}
size_t bounded_queue_size(bounded_queue *q)
{
    lock(q->s);
    size_t n = q->s->n;
    sem_post(&q->s->m);
    return n;
}
void bounded_queue_close(bounded_queue *q)
{
    lock(q->s);
    if (!q->s->closed) {
        q->s->closed = 1;
        sem_post(&q->s->slots);
        sem_post(&q->s->items);
    }
    sem_post(&q->s->m);
}
void bounded_queue_destroy(bounded_queue *q)
{
    close(q->fd[0]);
    close(q->fd[1]);
    munmap(q->s, sizeof *q->s);
    free(q);
}
