/* SPDX-License-Identifier: MIT */
/* pthread_kill interrupts just that thread.
 *
 * outcome: EINTR
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

static void *work(void *ends)
{
    char byte;
    if (read(((int *)ends)[0], &byte, 1) < 0 && errno == EINTR)
        puts("EINTR");
    return NULL;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
    pthread_t thread;
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&thread, NULL, work, ends);
    sleep(1);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    return 0;
}
