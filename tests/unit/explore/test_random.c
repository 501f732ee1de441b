/* SPDX-License-Identifier: MIT */
#include "explore/random.h"

#include <criterion/criterion.h>

/* First outputs of the published xoshiro256** for the state {1, 2, 3, 4}. */
Test(random, matches_the_published_generator)
{
    struct random random = {{1, 2, 3, 4}};
    const uint64_t expected[] = {11520, 0, 1509978240, 1215971899390074240};
    for (int i = 0; i < 4; i++)
        cr_expect_eq(random_next(&random), expected[i]);
}

Test(random, seed_and_stream_decide_everything)
{
    struct random first, same, other_seed, other_stream;
    random_seed(&first, 7, 1);
    random_seed(&same, 7, 1);
    random_seed(&other_seed, 8, 1);
    random_seed(&other_stream, 7, 2);
    uint64_t number = random_next(&first);
    cr_expect_eq(number, random_next(&same));
    cr_expect_neq(number, random_next(&other_seed));
    cr_expect_neq(number, random_next(&other_stream));
}

Test(random, below_is_uniform)
{
    struct random random;
    unsigned seen[7] = {0};
    random_seed(&random, 0, 0);
    for (int i = 0; i < 70000; i++)
        seen[random_below(&random, 7)]++;
    for (int i = 0; i < 7; i++)
        cr_expect(seen[i] > 9500 && seen[i] < 10500, "%u", seen[i]);
}
