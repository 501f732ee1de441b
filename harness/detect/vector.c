/* SPDX-License-Identifier: MIT */
/* Vector clocks (Mattern 1988; Fidge 1988). They never change once made, so that a step can keep
 * the one that its task had without copying it: only steps that learn something cost memory. */
#include "detect/vector.h"

#include "base/allocate.h"

#include <stdbool.h>
#include <stdlib.h>

struct vector {
    struct vector *older; /* in the pool */
    size_t size;
    uint32_t counts[];
};

uint32_t vector_get(const struct vector *vector, size_t task)
{
    return vector && task < vector->size ? vector->counts[task] : 0;
}

static struct vector *make(struct vector_pool *pool, const struct vector *from, size_t size)
{
    struct vector *made = allocate(sizeof *made + size * sizeof made->counts[0]);
    made->older = pool->newest;
    made->size = size;
    for (size_t i = 0; i < size; i++)
        made->counts[i] = vector_get(from, i);
    pool->newest = made;
    return made;
}

static size_t size_of(const struct vector *vector)
{
    return vector ? vector->size : 0;
}

static bool covers(const struct vector *a, const struct vector *b)
{
    for (size_t i = 0; i < size_of(b); i++)
        if (vector_get(a, i) < b->counts[i])
            return false;
    return true;
}

const struct vector *vector_join(struct vector_pool *pool, const struct vector *a,
                                 const struct vector *b)
{
    if (covers(a, b))
        return a;
    if (covers(b, a))
        return b;
    struct vector *joined = make(pool, a, size_of(a) > size_of(b) ? size_of(a) : size_of(b));
    for (size_t i = 0; i < b->size; i++)
        if (joined->counts[i] < b->counts[i])
            joined->counts[i] = b->counts[i];
    return joined;
}

const struct vector *vector_raise(struct vector_pool *pool, const struct vector *vector,
                                  size_t task, uint32_t count)
{
    if (vector_get(vector, task) >= count)
        return vector;
    struct vector *raised = make(pool, vector, task < size_of(vector) ? size_of(vector) : task + 1);
    raised->counts[task] = count;
    return raised;
}

void vector_pool_free(struct vector_pool *pool)
{
    while (pool->newest) {
        struct vector *older = pool->newest->older;
        free(pool->newest);
        pool->newest = older;
    }
}
