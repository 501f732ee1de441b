/* SPDX-License-Identifier: MIT */
/* Two bit fields lie in one word, and writing one writes both: a change of the other may be lost.
 *
 * finding: data-race
 * outcome: 1 1
 * outcome: 0 1
 * outcome: 1 0
 */
#include <pthread.h>
#include <stdio.h>

static struct {
    unsigned first : 1, second : 1;
} flags;

static void *set_first(void *unused)
{
    flags.first = 1;
    return unused;
}

static void *set_second(void *unused)
{
    flags.second = 1;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, set_first, NULL);
    pthread_create(&threads[1], NULL, set_second, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%u %u\n", flags.first, flags.second);
    return 0;
}
