/* SPDX-License-Identifier: MIT */
/* A thread gives back memory that another still reads: giving back is an access like any other.
 *
 * finding: data-race
 * outcome: done
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *give_back(void *block)
{
    free(block);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int *block = malloc(sizeof *block);
    *block = 5;
    pthread_create(&thread, NULL, give_back, block);
    int seen = *block;
    pthread_join(thread, NULL);
    puts(seen != 12345 ? "done" : "never");
    return 0;
}
