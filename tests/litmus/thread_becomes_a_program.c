/* SPDX-License-Identifier: MIT */
/* A thread that executes a program takes the place of the whole process, whatever the others do;
 * an attempt that fails changes nothing.
 *
 * outcome: 3 program | 7
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char *self;

static void *wait_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static void *become(void *unused)
{
    execl("/not/there", "x", (char *)NULL);
    execl(self, self, "program", (char *)NULL);
    _exit(1);
    return unused;
}

static void be_threads(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, wait_for_ever, NULL);
    pthread_create(&threads[1], NULL, become, NULL);
    pthread_join(threads[1], NULL);
}

int main(int count, char **words)
{
    int status;
    if (count > 1) {
        printf("3 %s\n", words[1]);
        return 7;
    }
    self = words[0];
    if (fork() == 0) {
        be_threads();
        _exit(1);
    }
    wait(&status);
    printf("%d\n", WEXITSTATUS(status));
    return 0;
}
