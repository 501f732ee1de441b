/* SPDX-License-Identifier: MIT */
/* A mutex outside shared memory is another one in each process: it excludes nobody.
 *
 * finding: data-race
 * outcome: 1
 * outcome: 2
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    int *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            pthread_mutex_lock(&mutex);
            ++*shared;
            pthread_mutex_unlock(&mutex);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *shared);
    return 0;
}
