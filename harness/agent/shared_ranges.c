/* SPDX-License-Identifier: MIT */
/* Which memory other processes can see: every MAP_SHARED and System V mapping of this process,
 * recorded as it is made. A fork inherits the table with the mappings. More ranges than it holds
 * merge into the last one, so that an access is announced too often rather than not at all. */
#define _GNU_SOURCE
#include "shared_ranges.h"
#include "agent.h"
#include "wrap.h"

#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/shm.h>

enum { RANGES = 64 };

static struct range {
    uintptr_t low, high;
} ranges[RANGES];

static unsigned range_count;

uintptr_t shared_low, shared_size;

static void widen(struct range *range, uintptr_t low, uintptr_t high)
{
    range->low = low < range->low ? low : range->low;
    range->high = high > range->high ? high : range->high;
}

/* A mapping ends with its last page. */
static uintptr_t end_of(uintptr_t low, size_t size)
{
    enum { PAGE = 4096 };
    return (low + size + PAGE - 1) / PAGE * PAGE;
}

static void remember(void *address, size_t size)
{
    uintptr_t low = (uintptr_t)address, high = end_of(low, size);
    if (range_count < RANGES)
        ranges[range_count++] = (struct range){low, high};
    else
        widen(&ranges[RANGES - 1], low, high);
    struct range bounds = {shared_low, shared_low + shared_size};
    if (shared_size == 0)
        bounds = (struct range){low, high};
    widen(&bounds, low, high);
    shared_low = bounds.low;
    shared_size = bounds.high - bounds.low;
}

bool shared_ranges_hold(uintptr_t address)
{
    for (unsigned i = 0; i < range_count; i++)
        if (address >= ranges[i].low && address < ranges[i].high)
            return true;
    return false;
}

/* What comes to lie there is other memory; the director has to know if it knew of this one. */
static void forget(uintptr_t low, size_t size)
{
    uintptr_t high = end_of(low, size);
    if (shared_ranges_hold(low))
        agent_syscall(AGENT_CALL, AGENT_FORGET, (long)low, (long)(high - low), 0, 0);
    for (unsigned i = 0; i < range_count; i++)
        if (ranges[i].low >= low && ranges[i].high <= high)
            ranges[i--] = ranges[--range_count];
}

WRAP(void *, mmap, void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    void *memory = __real_mmap(address, size, protection, flags, fd, offset);
    if (memory != MAP_FAILED && flags & MAP_SHARED)
        remember(memory, size);
    return memory;
}

/* What mmap is called where _FILE_OFFSET_BITS is 64. */
WRAP(void *, mmap64, void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    return __wrap_mmap(address, size, protection, flags, fd, offset);
}

WRAP(int, munmap, void *address, size_t size)
{
    int result = __real_munmap(address, size);
    if (result == 0)
        forget((uintptr_t)address, size);
    return result;
}

void *__real_mremap(void *address, size_t old_size, size_t size, int flags, ...);

static void *moved(void *address, size_t old_size, void *memory, size_t size)
{
    if (memory == MAP_FAILED || !shared_ranges_hold((uintptr_t)address))
        return memory;
    forget((uintptr_t)address, old_size);
    remember(memory, size);
    return memory;
}

void *__wrap_mremap(void *address, size_t old_size, size_t size, int flags, ...);
void *__wrap_mremap(void *address, size_t old_size, size_t size, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    void *wanted = flags & MREMAP_FIXED ? va_arg(more, void *) : NULL;
    va_end(more);
    return moved(address, old_size, __real_mremap(address, old_size, size, flags, wanted), size);
}

WRAP(void *, shmat, int id, const void *address, int flags)
{
    void *memory = __real_shmat(id, address, flags);
    struct shmid_ds about;
    if (memory != (void *)-1 && shmctl(id, IPC_STAT, &about) == 0)
        remember(memory, about.shm_segsz);
    return memory;
}
