/* SPDX-License-Identifier: MIT */
/* pthread_cond_signal wakes one of those who wait, whichever; a broadcast wakes all.
 *
 * outcome: a | b
 * outcome: b | a
 */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int turns;

static void *wait_for_turn(void *name)
{
    pthread_mutex_lock(&mutex);
    while (turns == 0)
        pthread_cond_wait(&condition, &mutex);
    turns--;
    puts(name);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    char names[2][2] = {"a", "b"};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, wait_for_turn, names[i]);
    sleep(1);
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&mutex);
        turns++;
        pthread_cond_signal(&condition);
        pthread_mutex_unlock(&mutex);
        sleep(1);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
