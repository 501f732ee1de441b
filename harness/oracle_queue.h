/* SPDX-License-Identifier: MIT */
/* The history of a queue, from the notes of a driver: which calls were made on it, when each began
 * and ended, and what it answered.
 *
 *     begin put ITEM TIMEOUT     end put ITEM STATUS       TIMEOUT in seconds; 0: without waiting,
 *     begin get 0 TIMEOUT        end get ITEM STATUS       negative: for ever
 *     begin size 0 0             end size COUNT ok         STATUS: ok, full, empty, eof, broken, …
 *     begin close 0 0            end close 0 ok            ITEM: > 0; -1: no whole item
 *
 * Each process makes one call at a time, and each item is put once. */
#ifndef HARNESS_ORACLE_QUEUE_H
#define HARNESS_ORACLE_QUEUE_H

#include "oracle.h"

enum queue_operation { QUEUE_PUT, QUEUE_GET, QUEUE_SIZE, QUEUE_CLOSE };

struct queue_call {
    enum queue_operation operation;
    uint32_t process;
    long item; /* or the count that size answered */
    double timeout;
    char status[16];   /* "pending" if it never returned */
    size_t begin, end; /* indices into run->steps; end is run->step_count if it never returned */
    uint64_t begin_time, end_time;
};

struct queue_history {
    struct queue_call *calls; /* in the order in which they began */
    size_t count, capacity;
};

struct queue_history oracle_queue_history(const struct oracle *oracle);
void oracle_queue_free(struct queue_history *history);

bool oracle_queue_is(const struct queue_call *call, enum queue_operation operation,
                     const char *status);

/* The put or get of an item that answered ok; NULL when there is none. */
const struct queue_call *oracle_queue_of_item(const struct queue_history *history,
                                              enum queue_operation operation, long item);

/* How many items were in the queue while `call` was under way, itself left out: at every moment at
 * least `least`, and at most `most`. Calls that overlap count either way. */
void oracle_queue_bounds(const struct queue_history *history, const struct queue_call *call,
                         long *least, long *most);

/* Two items that came out in another order than they went in, if there are any: true, with the gets
 * of the item that was put first and of the one that was put later. No such pair, together with no
 * item lost, invented or doubled, means that one order of all calls explains what everybody saw
 * (Henzinger, Sezgin, Vafeiadis, "Aspect-Oriented Linearizability Proofs", CONCUR 2013). */
bool oracle_queue_disorder(const struct queue_history *history, const struct queue_call **first,
                           const struct queue_call **later);

#endif
