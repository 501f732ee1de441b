/* SPDX-License-Identifier: MIT */
/* Two threads give back the same memory if neither sees that the other is about to: the C library
 * wouldn't notice, for each thread has free blocks of its own.
 *
 * finding: data-race
 * outcome: done
 * outcome: free(): double free detected
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char *buffer;

static void *drop(void *unused)
{
    if (buffer) {
        free(buffer);
        buffer = NULL;
    }
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    buffer = malloc(40);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, drop, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    puts("done");
    return 0;
}
