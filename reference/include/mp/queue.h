/* SPDX-License-Identifier: MIT */
/* A first-in first-out queue of messages for any number of processes.
 *
 * put copies the message before it returns: no helper thread, nothing is lost if the putter dies
 * later. A process killed in the middle of an operation leaves it done or not done. */
#ifndef MP_QUEUE_H
#define MP_QUEUE_H

#include "mp/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_queue mp_queue;

/* A queue for `maxsize` messages; 0: for as many as its 32 MiB hold. NULL with errno. */
mp_queue *mp_queue_new(size_t maxsize);

/* Copies a message to the end of the queue, waiting for room. MP_OK; MP_FULL; MP_TOO_BIG when it is
 * larger than the whole queue; MP_STATE after close. */
int mp_queue_put(mp_queue *queue, const void *data, size_t size, double timeout);

/* The same with timeout 0. */
int mp_queue_put_nowait(mp_queue *queue, const void *data, size_t size);

/* Takes the first message, waiting for one; its length goes to *size (NULL: not wanted). MP_OK;
 * MP_EMPTY; MP_TOO_BIG when it is longer than `capacity`: then it is consumed and *size tells its
 * length; MP_STATE after close. A queue has no end-of-file: agree on a last message. */
int mp_queue_get(mp_queue *queue, void *buffer, size_t capacity, size_t *size, double timeout);

/* The same with timeout 0. */
int mp_queue_get_nowait(mp_queue *queue, void *buffer, size_t capacity, size_t *size);

/* Each was true at one moment, and may be false when you read it: decide nothing by them. */
bool mp_queue_empty(mp_queue *queue);
bool mp_queue_full(mp_queue *queue);
size_t mp_queue_qsize(mp_queue *queue);

/* Tells that one message got earlier is dealt with. MP_OK; MP_OWNER when all put were already. */
int mp_queue_task_done(mp_queue *queue);

/* Waits until every message put has been dealt with. MP_OK, MP_TIMEOUT. */
int mp_queue_join(mp_queue *queue, double timeout);

/* This process puts and gets no more; the others aren't concerned. */
void mp_queue_close(mp_queue *queue);

/* Takes the queue out of this process only. NULL is allowed. */
void mp_queue_free(mp_queue *queue);

#ifdef __cplusplus
}
#endif

#endif
