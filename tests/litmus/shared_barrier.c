/* SPDX-License-Identifier: MIT */
/* Nobody passes a process-shared barrier before all are there.
 *
 * outcome: 2 2
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_barrier_t barrier;
    atomic_int arrived;
};

int main(void)
{
    pthread_barrierattr_t attributes;
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status, sum = 0;
    pthread_barrierattr_init(&attributes);
    pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&shared->barrier, &attributes, 2);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            shared->arrived++;
            pthread_barrier_wait(&shared->barrier);
            _exit(shared->arrived == 2);
        }
    while (wait(&status) > 0)
        sum += WEXITSTATUS(status);
    printf("%d %d\n", sum, shared->arrived);
    return 0;
}
