/* SPDX-License-Identifier: MIT */
/* Which memory other processes can see: every MAP_SHARED and System V mapping of this process,
 * recorded as it is made. A fork inherits the table with the mappings. More ranges than it holds
 * merge into the last one, so that an access is announced too often rather than not at all. */
#define _GNU_SOURCE
#include "shared_ranges.h"

#include <stddef.h>
#include <sys/mman.h>
#include <sys/shm.h>

enum { RANGES = 64 };

static struct range {
    uintptr_t low, high;
} ranges[RANGES];

static unsigned range_count;

uintptr_t shared_low = UINTPTR_MAX, shared_high;

void *__wrap_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset);
void *__real_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset);
int __wrap_munmap(void *address, size_t size);
int __real_munmap(void *address, size_t size);
void *__wrap_shmat(int id, const void *address, int flags);
void *__real_shmat(int id, const void *address, int flags);

static void widen(struct range *range, uintptr_t low, uintptr_t high)
{
    range->low = low < range->low ? low : range->low;
    range->high = high > range->high ? high : range->high;
}

static void remember(void *address, size_t size)
{
    uintptr_t low = (uintptr_t)address, high = low + size;
    if (range_count < RANGES)
        ranges[range_count++] = (struct range){low, high};
    else
        widen(&ranges[RANGES - 1], low, high);
    shared_low = low < shared_low ? low : shared_low;
    shared_high = high > shared_high ? high : shared_high;
}

static void forget(uintptr_t low, uintptr_t high)
{
    for (unsigned i = 0; i < range_count; i++)
        if (ranges[i].low >= low && ranges[i].high <= high)
            ranges[i--] = ranges[--range_count];
}

bool shared_ranges_hold(uintptr_t address)
{
    for (unsigned i = 0; i < range_count; i++)
        if (address >= ranges[i].low && address < ranges[i].high)
            return true;
    return false;
}

void *__wrap_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    void *memory = __real_mmap(address, size, protection, flags, fd, offset);
    if (memory != MAP_FAILED && flags & MAP_SHARED)
        remember(memory, size);
    return memory;
}

int __wrap_munmap(void *address, size_t size)
{
    forget((uintptr_t)address, (uintptr_t)address + size);
    return __real_munmap(address, size);
}

void *__wrap_shmat(int id, const void *address, int flags)
{
    void *memory = __real_shmat(id, address, flags);
    struct shmid_ds about;
    if (memory != (void *)-1 && shmctl(id, IPC_STAT, &about) == 0)
        remember(memory, about.shm_segsz);
    return memory;
}
