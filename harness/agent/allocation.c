/* SPDX-License-Identifier: MIT */
/* Memory that is given back and handed out again is other memory, though it has the same address:
 * without this, its two lives would look like one that two threads touch. Giving it back touches
 * all of it, so that a thread that still uses it races with that. While a process has one thread,
 * all this is nobody's business. */
#include "agent.h"
#include "ownership.h"
#include "wrap.h"

#include <malloc.h>
#include <stddef.h>

static void *new_life(void *memory)
{
    if (ownership_counts && memory)
        ownership_forget(memory, malloc_usable_size(memory));
    return memory;
}

WRAP(void *, malloc, size_t size)
{
    return new_life(__real_malloc(size));
}

WRAP(void *, calloc, size_t count, size_t size)
{
    return new_life(__real_calloc(count, size));
}

WRAP(void *, aligned_alloc, size_t alignment, size_t size)
{
    return new_life(__real_aligned_alloc(alignment, size));
}

WRAP(int, posix_memalign, void **memory, size_t alignment, size_t size)
{
    int result = __real_posix_memalign(memory, alignment, size);
    if (result == 0)
        new_life(*memory);
    return result;
}

static void announce_end(void *memory)
{
    if (!ownership_counts || !memory)
        return;
    size_t size = malloc_usable_size(memory);
    if (ownership_known(memory, size))
        agent_point(OPERATION_MEMORY_WRITE, memory, (long)size);
}

WRAP(void, free, void *memory)
{
    announce_end(memory);
    __real_free(memory);
}

WRAP(void *, realloc, void *memory, size_t size)
{
    announce_end(memory);
    return new_life(__real_realloc(memory, size));
}
