/* SPDX-License-Identifier: MIT */
/* Two threads make something once; whichever does it, the other finds it whole, and it is no race.
 *
 * outcome: 3 3
 * search: complete
 */
#include <pthread.h>
#include <stdio.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int made, seen[2];

static void make(void)
{
    made += 3;
}

static void *use(void *place)
{
    pthread_once(&once, make);
    *(int *)place = made;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, use, &seen[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d\n", seen[0], seen[1]);
    return 0;
}
