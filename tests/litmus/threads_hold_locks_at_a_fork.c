/* SPDX-License-Identifier: MIT */
/* A child has the locks as they were at the fork, and nobody who gives them back: what another
 * thread holds then is held for ever. What that thread has done by then is there.
 *
 * outcome: 0
 * outcome: 1
 * outcome: held
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *count_up(void *unused)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, count_up, NULL);
    if (fork() == 0) {
        if (pthread_mutex_trylock(&lock) == EBUSY)
            puts("held");
        else
            printf("%d\n", count);
        fflush(stdout);
        _exit(0);
    }
    pthread_join(thread, NULL);
    wait(NULL);
    return 0;
}
