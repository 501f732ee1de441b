/* SPDX-License-Identifier: MIT */
/* What an epoll watches is named in the same order in every run, and each source is heard.
 *
 * outcome: pipe 1, eventfd 2, timer 1, child 1
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIPE, EVENT, TIMER, CHILD, SOURCES };

static int sources[SOURCES];

static void open_all(int ends[2])
{
    sigset_t child;
    struct itimerspec soon = {.it_value = {.tv_sec = 1}};
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    if (pipe(ends) != 0)
        _exit(1);
    sources[PIPE] = ends[0];
    sources[EVENT] = eventfd(0, EFD_SEMAPHORE);
    sources[TIMER] = timerfd_create(CLOCK_MONOTONIC, 0);
    sources[CHILD] = signalfd(-1, &child, 0);
    timerfd_settime(sources[TIMER], 0, &soon, NULL);
}

static int be_a_child(int end)
{
    uint64_t two = 2;
    return write(end, "x", 1) != 1 || write(sources[EVENT], &two, sizeof two) != sizeof two;
}

int main(void)
{
    static const int wanted[SOURCES] = {1, 2, 1, 1};
    int ends[2], counts[SOURCES] = {0}, all = epoll_create1(0);
    char buffer[sizeof(struct signalfd_siginfo)];
    open_all(ends);
    for (uint32_t i = 0; i < SOURCES; i++)
        epoll_ctl(all, EPOLL_CTL_ADD, sources[i],
                  &(struct epoll_event){.events = EPOLLIN, .data.u32 = i});
    if (fork() == 0)
        return be_a_child(ends[1]);
    while (memcmp(counts, wanted, sizeof counts) != 0) {
        struct epoll_event news[SOURCES];
        int count = epoll_wait(all, news, SOURCES, -1);
        for (int i = 0; i < count; i++) {
            uint32_t source = news[i].data.u32;
            size_t size = source == PIPE ? 1 : sizeof buffer;
            counts[source] += read(sources[source], buffer, size) > 0;
        }
    }
    wait(NULL);
    printf("pipe %d, eventfd %d, timer %d, child %d\n", counts[PIPE], counts[EVENT], counts[TIMER],
           counts[CHILD]);
    return 0;
}
