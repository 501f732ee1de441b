/* SPDX-License-Identifier: MIT */
/* Mistake: the heartbeat is a thread of main, no process. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void worker(void)
{
    for (int i = 0; i < 5; i++) {
        puts("in son2");
        fflush(stdout);
        sleep(1);
    }
    exit(0);
}

static int nested(void)
{
    if (fork() == 0) {
        puts("daemonic processes are not allowed to have children");
        exit(0);
    }
    wait(NULL);
    return 0;
}

static void *heartbeat(void *unused)
{
    for (;;) {
        puts("is alive");
        fflush(stdout);
        usleep(500000);
    }
    return unused;
}

int main(int count, char **arguments)
{
    pthread_t thread;
    if (count > 1 && strcmp(arguments[1], "--nested") == 0)
        return nested();
    pthread_create(&thread, NULL, heartbeat, NULL);
    if (fork() == 0)
        worker();
    sleep(2);
    puts("main done");
    while (wait(NULL) > 0)
        continue;
    return 0;
}
