/* SPDX-License-Identifier: MIT */
/* Process-shared mutex and condition: the waiter is woken.
 *
 * outcome: 7
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    int value;
};

int main(void)
{
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared->mutex, &mutex);
    pthread_cond_init(&shared->condition, &condition);
    if (fork() == 0) {
        pthread_mutex_lock(&shared->mutex);
        shared->value = 7;
        pthread_cond_broadcast(&shared->condition);
        pthread_mutex_unlock(&shared->mutex);
        return 0;
    }
    pthread_mutex_lock(&shared->mutex);
    while (!shared->value)
        pthread_cond_wait(&shared->condition, &shared->mutex);
    pthread_mutex_unlock(&shared->mutex);
    printf("%d\n", shared->value);
    wait(NULL);
    return 0;
}
