/* SPDX-License-Identifier: MIT */
/* Random numbers that a seed decides: the same on every machine, in every process. */
#ifndef HARNESS_EXPLORE_RANDOM_H
#define HARNESS_EXPLORE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state[4];
};

/* Streams of different (seed, stream) pairs have nothing to do with each other. */
void random_seed(struct random *random, uint64_t seed, uint64_t stream);
uint64_t random_next(struct random *random);                  /* 64 uniform bits */
uint64_t random_below(struct random *random, uint64_t bound); /* uniform in 0..bound-1; bound > 0 */
bool random_one_in(struct random *random, uint64_t number);   /* true with probability 1/number */

#endif
