/* SPDX-License-Identifier: MIT */
/* A timer sends the heartbeat a signal for each beat, which it waits for; it blocks no other. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
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

static void heartbeat(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    struct itimerspec half = {{0, 500000000}, {0, 500000000}};
    timer_t timer;
    sigset_t beats;
    int number;
    sigemptyset(&beats);
    sigaddset(&beats, SIGUSR1);
    sigprocmask(SIG_BLOCK, &beats, NULL);
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &half, NULL);
    do {
        puts("is alive");
        fflush(stdout);
    } while (sigwait(&beats, &number) == 0);
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--nested") == 0)
        return nested();
    pid_t beating = fork();
    if (beating == 0)
        heartbeat();
    pid_t working = fork();
    if (working == 0)
        worker();
    sleep(2);
    puts("main done");
    kill(beating, SIGTERM);
    waitpid(beating, NULL, 0);
    waitpid(working, NULL, 0);
    return 0;
}
