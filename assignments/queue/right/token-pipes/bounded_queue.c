/* SPDX-License-Identifier: MIT */
/* Pipes for everything: a byte in a pipe is a free slot, an item that is there, or the right to
 * look at the state; the items themselves go through a fourth, in as many pieces as it takes. */
#define _GNU_SOURCE
#include "bounded_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct bounded_queue {
    size_t item_size;
    int data[2], slots[2], items[2], token[2]; /* a byte in a pipe is a permit */
    mp_lock *sending, *receiving;
    struct state {
        size_t count;
        int closed;
    } * state;
};

static void give(const int permits[2])
{
    while (write(permits[1], "", 1) < 0 && errno == EINTR)
        ;
}

/* Takes one permit; -1 when there is none in time. The descriptors don't block: of two processes
 * that poll woke for one byte, the second waits again. */
static int take(const int permits[2], double timeout)
{
    double deadline = mp_time() + timeout;
    char byte;
    while (read(permits[0], &byte, 1) != 1) {
        struct pollfd watch = {.fd = permits[0], .events = POLLIN};
        double left = deadline - mp_time();
        if (timeout >= 0 && left <= 0)
            return -1;
        poll(&watch, 1, timeout < 0 ? -1 : (int)(left * 1000 + 0.999));
    }
    return 0;
}

static void send_all(int pipe, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = write(pipe, data, size);
        if (sent > 0) {
            data += sent;
            size -= (size_t)sent;
        }
    }
}

static void receive_all(int pipe, char *data, size_t size)
{
    while (size > 0) {
        ssize_t got = read(pipe, data, size);
        if (got > 0) {
            data += got;
            size -= (size_t)got;
        }
    }
}

bounded_queue *bounded_queue_create(size_t capacity, size_t item_size)
{
    bounded_queue *queue = calloc(1, sizeof *queue);
    queue->item_size = item_size;
    queue->state =
        mmap(NULL, sizeof *queue->state, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (queue->state == MAP_FAILED || pipe(queue->data) || pipe2(queue->slots, O_NONBLOCK) ||
        pipe2(queue->items, O_NONBLOCK) || pipe2(queue->token, O_NONBLOCK))
        return NULL;
    queue->sending = mp_lock_new();
    queue->receiving = mp_lock_new();
    give(queue->token);
    while (capacity-- > 0)
        give(queue->slots);
    return queue;
}

static int enter(bounded_queue *queue)
{
    take(queue->token, MP_FOREVER);
    return queue->state->closed;
}

static void leave(bounded_queue *queue)
{
    give(queue->token);
}

static int ask_closed(bounded_queue *queue)
{
    int closed = enter(queue);
    leave(queue);
    return closed;
}

int bounded_queue_put(bounded_queue *queue, const void *item, double timeout)
{
    if (take(queue->slots, timeout) != 0)
        return ask_closed(queue) ? MP_BROKEN : MP_FULL;
    mp_lock_acquire(queue->sending, MP_FOREVER);
    int closed = enter(queue);
    queue->state->count += !closed;
    leave(queue);
    give(closed ? queue->slots : queue->items);
    if (!closed)
        send_all(queue->data[1], item, queue->item_size);
    mp_lock_release(queue->sending);
    return closed ? MP_BROKEN : MP_OK;
}

int bounded_queue_put_nowait(bounded_queue *queue, const void *item)
{
    return bounded_queue_put(queue, item, 0);
}

int bounded_queue_get(bounded_queue *queue, void *item, double timeout)
{
    if (take(queue->items, timeout) != 0 && !ask_closed(queue))
        return MP_EMPTY; /* once it is closed, the count alone tells what is left */
    mp_lock_acquire(queue->receiving, MP_FOREVER);
    enter(queue);
    int any = queue->state->count > 0;
    queue->state->count -= any;
    leave(queue);
    if (any)
        receive_all(queue->data[0], item, queue->item_size);
    mp_lock_release(queue->receiving);
    give(any ? queue->slots : queue->items);
    return any ? MP_OK : MP_EOF;
}

int bounded_queue_get_nowait(bounded_queue *queue, void *item)
{
    return bounded_queue_get(queue, item, 0);
}

size_t bounded_queue_size(bounded_queue *queue)
{
    enter(queue);
    size_t count = queue->state->count;
    leave(queue);
    return count;
}

void bounded_queue_close(bounded_queue *queue)
{
    int again = enter(queue);
    queue->state->closed = 1;
    leave(queue);
    if (!again) {
        give(queue->slots);
        give(queue->items);
    }
}

void bounded_queue_destroy(bounded_queue *queue)
{
    for (int end = 0; end < 2; end++) {
        close(queue->data[end]);
        close(queue->slots[end]);
        close(queue->items[end]);
        close(queue->token[end]);
    }
    munmap(queue->state, sizeof *queue->state);
    free(queue);
}
