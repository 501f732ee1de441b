/* SPDX-License-Identifier: MIT */
/* The heartbeat is an event loop over a timer and a signal that it blocks: it learns of the signal
 * when it asks, and a beat that was due before that is still right. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *line)
{
    puts(line);
    fflush(stdout);
}

static void watch(int loop, int descriptor)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    epoll_ctl(loop, EPOLL_CTL_ADD, descriptor, &event);
}

static void heartbeat(const sigset_t *stop)
{
    static const struct itimerspec half = {{0, 500000000}, {0, 500000000}};
    int loop = epoll_create1(0), signals = signalfd(-1, stop, 0);
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct epoll_event event = {0};
    uint64_t times;
    timerfd_settime(timer, 0, &half, NULL);
    watch(loop, signals);
    watch(loop, timer);
    say("is alive");
    while (epoll_wait(loop, &event, 1, -1) != 1 || event.data.fd != signals)
        if (event.data.fd == timer && read(timer, &times, sizeof times) == sizeof times)
            say("is alive");
    exit(0);
}

static void worker(void)
{
    for (int i = 0; i < 5; i++) {
        say("in son2");
        sleep(1);
    }
    exit(0);
}

static void wait_for(pid_t child)
{
    while (waitpid(child, NULL, 0) < 0)
        continue;
}

int main(int count, char **arguments)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    pid_t first = fork();
    if (first == 0 && count > 1 && strcmp(arguments[1], "--nested") == 0) {
        say("daemonic processes are not allowed to have children");
        return 0;
    }
    if (first == 0)
        heartbeat(&stop);
    pid_t second = count > 1 ? 0 : fork();
    if (second == 0 && count == 1)
        worker();
    if (count == 1) {
        sleep(2);
        say("main done");
        kill(first, SIGTERM);
        wait_for(second);
    }
    wait_for(first);
    return 0;
}
