/* SPDX-License-Identifier: MIT */
/* Vector clocks as immutable values: what is known of each task's steps. */
#ifndef HARNESS_DETECT_VECTOR_H
#define HARNESS_DETECT_VECTOR_H

#include <stddef.h>
#include <stdint.h>

struct vector; /* NULL is the vector of zeros */

/* Owns every vector that was made in it. */
struct vector_pool {
    struct vector *newest;
};

/* How many steps of `task` are known. */
uint32_t vector_get(const struct vector *vector, size_t task);
/* The larger of each component; may be one of the two. */
const struct vector *vector_join(struct vector_pool *pool, const struct vector *a,
                                 const struct vector *b);
/* `vector` with at least `count` steps of `task`. */
const struct vector *vector_raise(struct vector_pool *pool, const struct vector *vector,
                                  size_t task, uint32_t count);
void vector_pool_free(struct vector_pool *pool);

#endif
