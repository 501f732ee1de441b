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
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* What was given back and not handed out since, as far as it is remembered: a block keeps its place
 * until another needs it. In a dynamic program the C library hands out memory unseen, and nothing
 * is remembered. */
enum { BLOCKS = 1 << 12, ALIGNMENT_BITS = 4 };
static const void *given_back[BLOCKS];
extern char _DYNAMIC[] __attribute__((weak));

static const void **place_of(const void *memory)
{
    return &given_back[(uintptr_t)memory >> ALIGNMENT_BITS & (BLOCKS - 1)];
}

static void forget_given_back(const void *memory)
{
    if (*place_of(memory) == memory)
        *place_of(memory) = NULL;
}

/* The C library itself notices only what one thread does, and not all of that. */
static void give_back_once(const void *memory)
{
    static const char complaint[] = "free(): double free detected\n";
    if (*place_of(memory) == memory) {
        write(STDERR_FILENO, complaint, sizeof complaint - 1);
        abort();
    }
    if (!_DYNAMIC)
        *place_of(memory) = memory;
}

static void *new_life(void *memory)
{
    forget_given_back(memory);
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

WRAP(void *, memalign, size_t alignment, size_t size)
{
    return new_life(__real_memalign(alignment, size));
}

WRAP(void *, valloc, size_t size)
{
    return new_life(__real_valloc(size));
}

WRAP(void *, pvalloc, size_t size)
{
    return new_life(__real_pvalloc(size));
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
    if (memory && !CALLED_BY_LIBRARY)
        give_back_once(memory);
    __real_free(memory);
}

WRAP(void *, realloc, void *memory, size_t size)
{
    announce_end(memory);
    if (memory && !CALLED_BY_LIBRARY)
        give_back_once(memory);
    void *result = __real_realloc(memory, size);
    if (!result && size) /* there is no room: it is where it was */
        forget_given_back(memory);
    return new_life(result);
}
