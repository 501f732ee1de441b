/* SPDX-License-Identifier: MIT */
/* xoshiro256**, seeded by splitmix64: public-domain algorithms of David Blackman and Sebastiano
 * Vigna, "Scrambled linear pseudorandom number generators" (TOMS 47, 2021), as published at
 * prng.di.unimi.it. Every grade hangs on these numbers: a change here changes which schedules are
 * run for a seed. */
#include "explore/random.h"

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

void random_seed(struct random *random, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed;
    state = splitmix64(&state) ^ stream;
    for (int i = 0; i < 4; i++)
        random->state[i] = splitmix64(&state);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

uint64_t random_next(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint64_t random_below(struct random *random, uint64_t bound)
{
    /* The first 2^64 mod bound numbers are one too many of each remainder: draw again. */
    uint64_t excess = (0 - bound) % bound;
    uint64_t number;
    do
        number = random_next(random);
    while (number < excess);
    return number % bound;
}

bool random_one_in(struct random *random, uint64_t number)
{
    return random_below(random, number) == 0;
}
