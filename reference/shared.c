/* SPDX-License-Identifier: MIT */
/* Shared memory: anonymous, so that it has no name to leak and dies with its last user; inherited
 * by fork, so that it has the same address in every process. */
#include "shared.h"

#include <errno.h>
#include <stdalign.h>
#include <stdint.h>
#include <sys/mman.h>

/* In front of the memory handed out; as long as a cache line, which keeps any alignment. */
struct shared_block {
    alignas(64) size_t length;
};

void *mp_shared_map_(size_t size)
{
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void mp_shared_unmap_(void *memory, size_t size)
{
    if (memory)
        munmap(memory, size);
}

void *mp_shared_new(size_t size)
{
    if (size == 0 || size > SIZE_MAX - sizeof(struct shared_block)) {
        errno = EINVAL;
        return NULL;
    }
    struct shared_block *block = mp_shared_map_(sizeof *block + size);
    if (!block)
        return NULL;
    block->length = sizeof *block + size;
    return block + 1;
}

void mp_shared_free(void *memory)
{
    if (!memory)
        return;
    struct shared_block *block = (struct shared_block *)memory - 1;
    mp_shared_unmap_(block, block->length);
}
