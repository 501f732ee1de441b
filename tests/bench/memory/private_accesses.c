/* SPDX-License-Identifier: MIT */
/* Ten million accesses to memory that is one thread's alone, while there is another thread; then
 * one line. Compiled without the harness too, to compare. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 4096, PASSES = 5000000 / WORDS }; /* a reading and a writing each */

static sem_t end;

static void *idle(void *unused)
{
    sem_wait(&end);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&end, 0, 0);
    pthread_create(&thread, NULL, idle, NULL);
    unsigned *words = calloc(WORDS, sizeof *words);
    for (int pass = 0; pass < PASSES; pass++)
        for (int i = 0; i < WORDS; i++)
            words[i]++;
    printf("%u\n", words[0]);
    sem_post(&end);
    pthread_join(thread, NULL);
    free(words);
    return 0;
}
