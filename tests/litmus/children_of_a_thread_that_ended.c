/* SPDX-License-Identifier: MIT */
/* A child belongs to the process: the thread that made it may be gone when another waits for it.
 *
 * search: complete
 * outcome: child 7 of main
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t first;

static void *make(void *child)
{
    *(pid_t *)child = fork();
    if (*(pid_t *)child == 0)
        _exit(getppid() == first ? 7 : 1);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pid_t child = -1;
    int status = 0;
    first = getpid();
    if (pthread_create(&thread, NULL, make, &child) != 0)
        return 1;
    pthread_join(thread, NULL);
    if (wait(&status) == child && wait(NULL) < 0)
        printf("child %d of main\n", WEXITSTATUS(status));
    return 0;
}
