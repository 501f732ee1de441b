/* SPDX-License-Identifier: MIT */
/* Memory accesses: the compiler calls these hooks for every plain and volatile access of the
 * student's code (-fsanitize=thread; its own runtime isn't linked; atomics.c has the atomic ones).
 * An access to memory that another process can see, or that another thread has touched
 * (ownership.c), is announced before it happens; all others return at once. */
#include "memory.h"
#include "agent.h"
#include "ownership.h"
#include "shared_ranges.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

void *__real_memcpy(void *to, const void *from, size_t size);
void *__real_memset(void *to, int byte, size_t size);

static inline bool visible(const volatile void *address)
{
    uintptr_t at = (uintptr_t)address;
    return shared_ranges_may_hold(at) && shared_ranges_hold(at);
}

bool memory_matters(void)
{
    return ownership_counts || shared_size;
}

static void range_point(enum operation operation, const volatile void *address, unsigned long size)
{
    bool writes = operation != OPERATION_MEMORY_READ;
    if (!visible(address) && !(ownership_counts && ownership_shared(address, size, writes)))
        return;
    if (agent_point(operation, (const void *)address, (long)size) == ANSWER_HUSH)
        ownership_hush();
}

void memory_reads(const volatile void *address, size_t size)
{
    range_point(OPERATION_MEMORY_READ, address, size);
}

void memory_writes(const volatile void *address, size_t size)
{
    range_point(OPERATION_MEMORY_WRITE, address, size);
}

enum { PIECES = 4 };

static bool may_be_torn(const volatile void *address, size_t size)
{
    return visible(address) || (ownership_counts && ownership_contested(address, size));
}

/* In how many pieces: where nobody else can be at it, one. */
static size_t pieces_of(size_t size, bool torn)
{
    size_t words = size / MEMORY_WORD;
    return !torn || words < 2 ? 1 : words < PIECES ? words : PIECES;
}

/* Where the number-th of so many pieces begins. */
static size_t start_of(size_t number, size_t pieces, size_t size)
{
    return number == pieces ? size : size / MEMORY_WORD * number / pieces * MEMORY_WORD;
}

void memory_copy(void *to, const void *from, size_t size)
{
    size_t pieces = pieces_of(size, may_be_torn(to, size) || may_be_torn(from, size));
    for (size_t i = 0; i < pieces; i++) {
        size_t start = start_of(i, pieces, size), length = start_of(i + 1, pieces, size) - start;
        memory_reads((const char *)from + start, length);
        memory_writes((char *)to + start, length);
        __real_memcpy((char *)to + start, (const char *)from + start, length);
    }
}

void memory_fill(void *to, int byte, size_t size)
{
    size_t pieces = pieces_of(size, may_be_torn(to, size));
    for (size_t i = 0; i < pieces; i++) {
        size_t start = start_of(i, pieces, size), length = start_of(i + 1, pieces, size) - start;
        memory_writes((char *)to + start, length);
        __real_memset((char *)to + start, byte, length);
    }
}

/* Within one word. */
static inline void access_point(enum operation operation, const volatile void *address,
                                unsigned long size)
{
    bool maybe_visible = shared_ranges_may_hold((uintptr_t)address);
    if (maybe_visible || (ownership_counts && !ownership_is_mine(address)))
        range_point(operation, address, size);
}

/* With threads about, atomic operations order others' accesses: all are announced. */
void memory_atomic(enum operation operation, const volatile void *address, size_t size)
{
    if (visible(address) || ownership_counts)
        agent_point(operation, (const void *)address, (long)size);
}

#define PLAIN(point, kind, operation, size)                                                        \
    void __tsan_##kind##size(void *address);                                                       \
    void __tsan_##kind##size(void *address)                                                        \
    {                                                                                              \
        point(operation, address, size);                                                           \
    }

#define PLAIN_SIZES(point, kind, operation)                                                        \
    PLAIN(point, kind, operation, 1)                                                               \
    PLAIN(point, kind, operation, 2)                                                               \
    PLAIN(point, kind, operation, 4)                                                               \
    PLAIN(point, kind, operation, 8)                                                               \
    PLAIN(range_point, kind, operation, 16)

PLAIN_SIZES(access_point, read, OPERATION_MEMORY_READ)
PLAIN_SIZES(access_point, write, OPERATION_MEMORY_WRITE)
PLAIN_SIZES(access_point, read_write, OPERATION_MEMORY_WRITE)
PLAIN_SIZES(access_point, volatile_read, OPERATION_MEMORY_READ)
PLAIN_SIZES(access_point, volatile_write, OPERATION_MEMORY_WRITE)
PLAIN_SIZES(range_point, unaligned_read, OPERATION_MEMORY_READ)
PLAIN_SIZES(range_point, unaligned_write, OPERATION_MEMORY_WRITE)
PLAIN_SIZES(range_point, unaligned_read_write, OPERATION_MEMORY_WRITE)
PLAIN_SIZES(range_point, unaligned_volatile_read, OPERATION_MEMORY_READ)
PLAIN_SIZES(range_point, unaligned_volatile_write, OPERATION_MEMORY_WRITE)

void __tsan_init(void);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);
void __tsan_read_range(void *address, unsigned long size);
void __tsan_write_range(void *address, unsigned long size);
void __tsan_vptr_update(void **slot, void *value);
void __tsan_vptr_read(void **slot);
void *__real_memmove(void *to, const void *from, size_t size);
void *__tsan_memcpy(void *to, const void *from, size_t size);
void *__tsan_memmove(void *to, const void *from, size_t size);
void *__tsan_memset(void *to, int byte, size_t size);

void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void)
{
}

void __tsan_vptr_update(void **slot, void *value)
{
    (void)slot, (void)value;
}

void __tsan_vptr_read(void **slot)
{
    (void)slot;
}

void __tsan_read_range(void *address, unsigned long size)
{
    range_point(OPERATION_MEMORY_READ, address, size);
}

void __tsan_write_range(void *address, unsigned long size)
{
    range_point(OPERATION_MEMORY_WRITE, address, size);
}

void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    memory_copy(to, from, size);
    return to;
}

void *__tsan_memmove(void *to, const void *from, size_t size)
{
    range_point(OPERATION_MEMORY_READ, from, size);
    range_point(OPERATION_MEMORY_WRITE, to, size);
    return __real_memmove(to, from, size);
}

void *__tsan_memset(void *to, int byte, size_t size)
{
    memory_fill(to, byte, size);
    return to;
}
