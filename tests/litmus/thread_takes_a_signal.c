/* SPDX-License-Identifier: MIT */
/* A signal for the process goes to a thread that lets it in.
 *
 * outcome: thread 10
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void *take(void *set)
{
    int signal;
    sigwait(set, &signal);
    printf("thread %d\n", signal);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&thread, NULL, take, &set);
    kill(getpid(), SIGUSR1);
    pthread_join(thread, NULL);
    return 0;
}
