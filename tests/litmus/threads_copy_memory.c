/* SPDX-License-Identifier: MIT */
/* The C library's copying touches memory like any other access: one thread fills what another
 * copies.
 *
 * finding: data-race
 * outcome: done
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char shared[64];

static void *fill(void *unused)
{
    memset(shared, 'x', sizeof shared);
    return unused;
}

static void *copy(void *unused)
{
    char own[64];
    memcpy(own, shared, sizeof shared);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, fill, NULL);
    pthread_create(&threads[1], NULL, copy, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    puts("done");
    return 0;
}
