/* SPDX-License-Identifier: MIT */
/* Twenty threads wait for a mutex while their process ends, and they with it; the one that was
 * there first has said so, or not. Nobody gets lost on the way.
 *
 * outcome: first | 0
 * outcome: 0
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 20 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *come(void *unused)
{
    pthread_mutex_lock(&mutex);
    puts("first");
    pause();
    return unused;
}

static int create_all(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, come, NULL) != 0)
            return 1;
    return 0;
}

int main(void)
{
    int status;
    if (fork() == 0)
        return create_all();
    wait(&status);
    printf("%d\n", status);
    return 0;
}
