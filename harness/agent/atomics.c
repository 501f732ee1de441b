/* SPDX-License-Identifier: MIT */
/* Atomic accesses: the compiler calls these hooks in place of the operation, so it is carried out
 * here, with sequential consistency: the scheduler knows no weaker order. What the program asks for
 * tells the detectors what it puts in order: a relaxed one nothing, an acquiring one only what
 * comes behind it, a releasing one only what came before.
 *
 * What no instruction does at once (16 bytes, whole structures) would be libatomic's, under a lock
 * that nobody announces. Here it needs none: from one announcement to the next nobody else runs. */
#include "agent.h"
#include "memory.h"
#include "wrap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

void *__real_memcpy(void *to, const void *from, size_t size);
int __real_memcmp(const void *left, const void *right, size_t size);

typedef unsigned __int128 uint128;

enum { ORDER_MASK = 0xffff }; /* above are hints for the processor */

static inline bool is_relaxed(int order)
{
    return (order & ORDER_MASK) == __ATOMIC_RELAXED;
}

static inline enum operation reading(int order)
{
    return is_relaxed(order) ? OPERATION_RELAXED_READ : OPERATION_ATOMIC_READ;
}

static inline enum operation writing(int order)
{
    return is_relaxed(order) ? OPERATION_RELAXED_WRITE : OPERATION_ATOMIC_WRITE;
}

static inline bool acquires(int order)
{
    return !is_relaxed(order) && (order & ORDER_MASK) != __ATOMIC_RELEASE;
}

static inline bool releases(int order)
{
    int plain = order & ORDER_MASK;
    return plain == __ATOMIC_RELEASE || plain == __ATOMIC_ACQ_REL || plain == __ATOMIC_SEQ_CST;
}

/* Two orders, by how the exchange goes: what either does. */
static inline enum operation exchanging(int order, int other)
{
    bool acquire = acquires(order) || acquires(other);
    if (releases(order))
        return acquire ? OPERATION_ATOMIC_UPDATE : OPERATION_RELEASE_UPDATE;
    return acquire ? OPERATION_ACQUIRE_UPDATE : OPERATION_RELAXED_UPDATE;
}

static inline enum operation updating(int order)
{
    return exchanging(order, __ATOMIC_RELAXED);
}

#define HARDWARE(name, at, value) __atomic_##name(at, value, __ATOMIC_SEQ_CST)
#define HARDWARE_LOAD(at) __atomic_load_n(at, __ATOMIC_SEQ_CST)
#define HARDWARE_EXCHANGES(at, expected, value)                                                    \
    __atomic_compare_exchange_n(at, expected, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

/* The same names for 16 bytes. */
#define PLAIN(name, at, value) plain_##name(at, value)
#define PLAIN_LOAD(at) (*(at))
#define PLAIN_EXCHANGES(at, expected, value) plain_exchanges(at, expected, value)

#define PLAIN_UPDATE(name, change)                                                                 \
    static inline uint128 plain_##name(volatile uint128 *at, uint128 value)                        \
    {                                                                                              \
        uint128 old = *at;                                                                         \
        *at = (change);                                                                            \
        return old;                                                                                \
    }

PLAIN_UPDATE(exchange_n, value)
PLAIN_UPDATE(fetch_add, old + value)
PLAIN_UPDATE(fetch_sub, old - value)
PLAIN_UPDATE(fetch_and, old &value)
PLAIN_UPDATE(fetch_or, old | value)
PLAIN_UPDATE(fetch_xor, old ^ value)
PLAIN_UPDATE(fetch_nand, ~(old &value))

static inline void plain_store_n(volatile uint128 *at, uint128 value)
{
    *at = value;
}

static inline bool plain_exchanges(volatile uint128 *at, uint128 *expected, uint128 value)
{
    uint128 old = *at;
    bool equal = old == *expected;
    if (equal)
        *at = value;
    *expected = old;
    return equal;
}

#define UPDATE(bits, type, name, way, builtin)                                                     \
    type __tsan_atomic##bits##_##name(volatile type *at, type value, int order);                   \
    type __tsan_atomic##bits##_##name(volatile type *at, type value, int order)                    \
    {                                                                                              \
        memory_atomic(updating(order), at, sizeof *at);                                            \
        return way(builtin, at, value);                                                            \
    }

#define COMPARE(bits, type, name, exchanges)                                                       \
    int __tsan_atomic##bits##_compare_exchange_##name(volatile type *at, type *expected,           \
                                                      type value, int order, int other);           \
    int __tsan_atomic##bits##_compare_exchange_##name(volatile type *at, type *expected,           \
                                                      type value, int order, int other)            \
    {                                                                                              \
        memory_atomic(exchanging(order, other), at, sizeof *at);                                   \
        return exchanges(at, expected, value);                                                     \
    }

#define ATOMIC(bits, type, way)                                                                    \
    type __tsan_atomic##bits##_load(const volatile type *at, int order);                           \
    type __tsan_atomic##bits##_load(const volatile type *at, int order)                            \
    {                                                                                              \
        memory_atomic(reading(order), at, sizeof *at);                                             \
        return way##_LOAD(at);                                                                     \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile type *at, type value, int order);                    \
    void __tsan_atomic##bits##_store(volatile type *at, type value, int order)                     \
    {                                                                                              \
        memory_atomic(writing(order), at, sizeof *at);                                             \
        way(store_n, at, value);                                                                   \
    }                                                                                              \
    UPDATE(bits, type, exchange, way, exchange_n)                                                  \
    UPDATE(bits, type, fetch_add, way, fetch_add)                                                  \
    UPDATE(bits, type, fetch_sub, way, fetch_sub)                                                  \
    UPDATE(bits, type, fetch_and, way, fetch_and)                                                  \
    UPDATE(bits, type, fetch_or, way, fetch_or)                                                    \
    UPDATE(bits, type, fetch_xor, way, fetch_xor)                                                  \
    UPDATE(bits, type, fetch_nand, way, fetch_nand)                                                \
    COMPARE(bits, type, strong, way##_EXCHANGES)                                                   \
    COMPARE(bits, type, weak, way##_EXCHANGES)                                                     \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value,  \
                                                    int order, int other);                         \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value,  \
                                                    int order, int other)                          \
    {                                                                                              \
        __tsan_atomic##bits##_compare_exchange_strong(at, &expected, value, order, other);         \
        return expected;                                                                           \
    }

ATOMIC(8, uint8_t, HARDWARE)
ATOMIC(16, uint16_t, HARDWARE)
ATOMIC(32, uint32_t, HARDWARE)
ATOMIC(64, uint64_t, HARDWARE)
ATOMIC(128, uint128, PLAIN)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

static long fence_argument(int order)
{
    switch (order & ORDER_MASK) {
    case __ATOMIC_RELAXED:
        return 0;
    case __ATOMIC_RELEASE:
        return FENCE_RELEASES;
    case __ATOMIC_ACQUIRE:
    case __ATOMIC_CONSUME:
        return FENCE_ACQUIRES;
    default:
        return FENCE_ACQUIRES | FENCE_RELEASES;
    }
}

void __tsan_atomic_thread_fence(int order)
{
    if (memory_matters())
        agent_point(OPERATION_FENCE, NULL, fence_argument(order));
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}

/* The compilers call these for objects of other sizes, by names that C itself can't define. */
#define LIBATOMIC(type, name, ...)                                                                 \
    type any_##name(__VA_ARGS__) __asm__("__atomic_" #name);                                       \
    type any_##name(__VA_ARGS__)

LIBATOMIC(void, load, size_t size, const void *at, void *value, int order)
{
    memory_atomic(reading(order), at, size);
    __real_memcpy(value, at, size);
}

LIBATOMIC(void, store, size_t size, void *at, const void *value, int order)
{
    memory_atomic(writing(order), at, size);
    __real_memcpy(at, value, size);
}

LIBATOMIC(void, exchange, size_t size, void *at, const void *value, void *old, int order)
{
    memory_atomic(updating(order), at, size);
    for (size_t i = 0; i < size; i++) { /* value and old may be one */
        char byte = ((const char *)value)[i];
        ((char *)old)[i] = ((char *)at)[i];
        ((char *)at)[i] = byte;
    }
}

LIBATOMIC(bool, compare_exchange, size_t size, void *at, void *expected, const void *value,
          int order, int other)
{
    memory_atomic(exchanging(order, other), at, size);
    bool equal = __real_memcmp(at, expected, size) == 0;
    if (equal)
        __real_memcpy(at, value, size);
    else
        __real_memcpy(expected, at, size);
    return equal;
}

LIBATOMIC(bool, is_lock_free, size_t size, const void *at)
{
    return size <= sizeof(uint64_t) && (size & (size - 1)) == 0 && (uintptr_t)at % size == 0;
}

/* Behind the update of an atomic floating-point number. */
LIBATOMIC(void, feraiseexcept, int exceptions)
{
    (void)exceptions;
}
