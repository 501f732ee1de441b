/* SPDX-License-Identifier: MIT */
/* Memory accesses: the compiler calls these hooks for every plain, volatile and atomic access of
 * the student's code (-fsanitize=thread; its own runtime isn't linked). An access to memory that
 * another process can see, or that another thread has touched (ownership.c), is announced before it
 * happens; all others return at once.
 *
 * Atomics are carried out here, with sequential consistency: the scheduler knows no weaker order.
 */
#include "memory.h"
#include "agent.h"
#include "ownership.h"
#include "shared_ranges.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool visible(const volatile void *address)
{
    uintptr_t at = (uintptr_t)address;
    return at >= shared_low && at < shared_high && shared_ranges_hold(at);
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

/* Within one word. */
static inline void access_point(enum operation operation, const volatile void *address,
                                unsigned long size)
{
    uintptr_t at = (uintptr_t)address;
    bool maybe_visible = at >= shared_low && at < shared_high;
    if (maybe_visible || (ownership_counts && !ownership_is_mine(address)))
        range_point(operation, address, size);
}

/* With threads about, atomic operations order others' accesses: all are announced. */
static inline void atomic_point(enum operation operation, const volatile void *address,
                                unsigned long size)
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
void *__real_memset(void *to, int byte, size_t size);
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
    return __tsan_memmove(to, from, size);
}

void *__tsan_memmove(void *to, const void *from, size_t size)
{
    range_point(OPERATION_MEMORY_READ, from, size);
    range_point(OPERATION_MEMORY_WRITE, to, size);
    return __real_memmove(to, from, size);
}

void *__tsan_memset(void *to, int byte, size_t size)
{
    range_point(OPERATION_MEMORY_WRITE, to, size);
    return __real_memset(to, byte, size);
}

#define ATOMIC_UPDATE(bits, type, name, builtin)                                                   \
    type __tsan_atomic##bits##_##name(volatile type *at, type value, int order);                   \
    type __tsan_atomic##bits##_##name(volatile type *at, type value, int order)                    \
    {                                                                                              \
        (void)order;                                                                               \
        atomic_point(OPERATION_ATOMIC_UPDATE, at, sizeof *at);                                     \
        return builtin(at, value, __ATOMIC_SEQ_CST);                                               \
    }

#define ATOMIC_EXCHANGE(bits, type, name)                                                          \
    int __tsan_atomic##bits##_compare_exchange_##name(volatile type *at, type *expected,           \
                                                      type value, int order, int other);           \
    int __tsan_atomic##bits##_compare_exchange_##name(volatile type *at, type *expected,           \
                                                      type value, int order, int other)            \
    {                                                                                              \
        (void)order, (void)other;                                                                  \
        atomic_point(OPERATION_ATOMIC_UPDATE, at, sizeof *at);                                     \
        return __atomic_compare_exchange_n(at, expected, value, 0, __ATOMIC_SEQ_CST,               \
                                           __ATOMIC_SEQ_CST);                                      \
    }

#define ATOMIC(bits, type)                                                                         \
    type __tsan_atomic##bits##_load(const volatile type *at, int order);                           \
    type __tsan_atomic##bits##_load(const volatile type *at, int order)                            \
    {                                                                                              \
        (void)order;                                                                               \
        atomic_point(OPERATION_ATOMIC_READ, at, sizeof *at);                                       \
        return __atomic_load_n(at, __ATOMIC_SEQ_CST);                                              \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile type *at, type value, int order);                    \
    void __tsan_atomic##bits##_store(volatile type *at, type value, int order)                     \
    {                                                                                              \
        (void)order;                                                                               \
        atomic_point(OPERATION_ATOMIC_WRITE, at, sizeof *at);                                      \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                                             \
    }                                                                                              \
    ATOMIC_UPDATE(bits, type, exchange, __atomic_exchange_n)                                       \
    ATOMIC_UPDATE(bits, type, fetch_add, __atomic_fetch_add)                                       \
    ATOMIC_UPDATE(bits, type, fetch_sub, __atomic_fetch_sub)                                       \
    ATOMIC_UPDATE(bits, type, fetch_and, __atomic_fetch_and)                                       \
    ATOMIC_UPDATE(bits, type, fetch_or, __atomic_fetch_or)                                         \
    ATOMIC_UPDATE(bits, type, fetch_xor, __atomic_fetch_xor)                                       \
    ATOMIC_UPDATE(bits, type, fetch_nand, __atomic_fetch_nand)                                     \
    ATOMIC_EXCHANGE(bits, type, strong)                                                            \
    ATOMIC_EXCHANGE(bits, type, weak)                                                              \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value,  \
                                                    int order, int other);                         \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value,  \
                                                    int order, int other)                          \
    {                                                                                              \
        __tsan_atomic##bits##_compare_exchange_strong(at, &expected, value, order, other);         \
        return expected;                                                                           \
    }

ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
