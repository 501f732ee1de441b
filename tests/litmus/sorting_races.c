/* SPDX-License-Identifier: MIT */
/* A thread sorts while another reads the smallest.
 *
 * finding: data-race
 * outcome: 3
 * outcome: 1
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int items[] = {3, 1, 2};

static int by_size(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

static void *sort(void *unused)
{
    qsort(items, 3, sizeof *items, by_size);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sort, NULL);
    int smallest = items[0];
    pthread_join(thread, NULL);
    printf("%d\n", smallest);
    return 0;
}
