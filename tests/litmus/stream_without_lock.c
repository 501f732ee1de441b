/* SPDX-License-Identifier: MIT */
/* That printing is safe puts nothing else in order.
 *
 * finding: data-race
 * outcome: 1
 * outcome: 2
 */
#include <pthread.h>
#include <stdio.h>

static int count;
static FILE *nowhere;

static void *count_up(void *unused)
{
    fprintf(nowhere, "once\n");
    count++;
    fprintf(nowhere, "twice\n");
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    nowhere = fopen("/dev/null", "w");
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count_up, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", count);
    return 0;
}
