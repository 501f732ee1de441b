/* SPDX-License-Identifier: MIT */
/* The kinds of steps, from operations.def. */
#ifndef HARNESS_CONTRACT_OPERATION_H
#define HARNESS_CONTRACT_OPERATION_H

#include <stdbool.h>
#include <stdint.h>

enum operation {
#define OPERATION(identifier, name, object, access, order) OPERATION_##identifier,
#include "contract/operations.def"
#undef OPERATION
    OPERATION_COUNT
};

enum object_class {
    OBJECT_NONE,
    OBJECT_PROCESS,
    OBJECT_NAME,        /* a directory entry */
    OBJECT_CONTENT,     /* the bytes of a regular file */
    OBJECT_DESCRIPTION, /* an open file description: its offset */
    OBJECT_CHANNEL,     /* a pipe, socket pair, FIFO or queue */
    OBJECT_FILE_LOCK,
    OBJECT_LOCK, /* lock, semaphore, event, condition, barrier */
    OBJECT_FUTEX,
    OBJECT_MEMORY,
    OBJECT_CLOCK,
    OBJECT_IPC,
    OBJECT_OUTPUT, /* the program's standard output or standard error */
};

enum access { ACCESS_NONE, ACCESS_READ, ACCESS_WRITE };
enum order { ORDER_NONE, ORDER_ACQUIRE, ORDER_RELEASE, ORDER_BOTH };

struct operation_info {
    const char *name;
    enum object_class object;
    enum access access;
    enum order order;
};

const struct operation_info *operation_info(enum operation operation);
int operation_from_name(const char *name); /* -1 when there is none */

/* Argument of the operations on a lock: what is wrong to do with it. */
enum lock_rule {
    LOCK_FREE_FOR_ALL, /* anybody may release it, as a lock of libmp */
    LOCK_OWNED,        /* only its holder may, and nothing tells if somebody else does */
    LOCK_CHECKED,      /* the call itself refuses what is wrong: recursive, robust, checking ones */
};

/* Argument of the operations on a condition: that it waits (POSIX lets this end without a signal:
 * answered 1, it does), or how many it wakes. */
enum { CONDITION_WAITS = 0, CONDITION_MAY_END_EARLY = -1 };
#define CONDITION_WAKES_ALL 0xffffffffL

/* Argument of the operations on an event, as libmp announces them. */
enum { EVENT_WAITS, EVENT_IS_SET, EVENT_IS_CLEARED, EVENT_IS_ASKED };

/* Argument of a fence, or-ed. */
enum { FENCE_ACQUIRES = 1, FENCE_RELEASES = 2 };

/* An object of class memory is an aligned word of so many bytes. The argument of an access tells
 * which bytes it means: the size in the lower half, the offset in the word in the upper half. */
enum { MEMORY_WORD = 8 };
int64_t memory_argument(uint64_t address, uint32_t size);
/* Do two accesses to one word have a byte in common? */
bool memory_overlaps(int64_t first, int64_t second);
/* Does it go on behind the word that is its object? */
bool memory_leaves_word(enum operation operation, int64_t argument);

#endif
