/* SPDX-License-Identifier: MIT */
/* A process-shared mutex in shared memory excludes processes.
 *
 * outcome: 2
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int count;
};

int main(void)
{
    pthread_mutexattr_t attributes;
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared->mutex, &attributes);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            pthread_mutex_lock(&shared->mutex);
            ++shared->count;
            pthread_mutex_unlock(&shared->mutex);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", shared->count);
    return 0;
}
