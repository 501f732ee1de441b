/* SPDX-License-Identifier: MIT */
/* A queue of at most `capacity` items of equal size, for any number of processes. It is created
 * before the processes that use it. All functions that return int return an enum mp_status. */
#ifndef BOUNDED_QUEUE_H
#define BOUNDED_QUEUE_H

#include <mp.h>
#include <stddef.h>

typedef struct bounded_queue bounded_queue;

/* capacity > 0 items of item_size > 0 bytes each (at most 65536); NULL when out of resources. */
bounded_queue *bounded_queue_create(size_t capacity, size_t item_size);

/* Copies an item to the end of the queue, waiting for a free slot: timeout in seconds, MP_FOREVER
 * without limit. MP_OK, MP_FULL after the timeout, MP_BROKEN once the queue is closed. */
int bounded_queue_put(bounded_queue *queue, const void *item, double timeout);

/* The same without waiting. MP_OK, MP_FULL, MP_BROKEN. */
int bounded_queue_put_nowait(bounded_queue *queue, const void *item);

/* Takes the first item, waiting for one. MP_OK, MP_EMPTY after the timeout, MP_EOF once the queue
 * is closed and nothing is left in it. */
int bounded_queue_get(bounded_queue *queue, void *item, double timeout);

/* The same without waiting. MP_OK, MP_EMPTY, MP_EOF. */
int bounded_queue_get_nowait(bounded_queue *queue, void *item);

/* How many items have been put and not yet got, at one moment. */
size_t bounded_queue_size(bounded_queue *queue);

/* No more puts, from any process; what is in stays gettable. Wakes everybody who waits. */
void bounded_queue_close(bounded_queue *queue);

/* Frees what this process holds; the others go on using the queue. */
void bounded_queue_destroy(bounded_queue *queue);

#endif
