/* SPDX-License-Identifier: MIT */
/* The usual event loop: an epoll over a signalfd for SIGCHLD and a pipe.
 *
 * outcome: bytes | child
 * outcome: child | bytes
 */
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void watch(int loop, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
}

int main(void)
{
    sigset_t set;
    int ends[2], loop = epoll_create1(EPOLL_CLOEXEC);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (pipe(ends) != 0)
        return 1;
    watch(loop, signals);
    watch(loop, ends[0]);
    if (fork() == 0)
        return 0;
    if (fork() == 0) {
        close(ends[0]);
        return write(ends[1], "x", 1) != 1;
    }
    int first = 0, children = 0;
    for (char byte; children < 2 || first != 3;) {
        struct signalfd_siginfo info;
        struct epoll_event event;
        epoll_wait(loop, &event, 1, -1);
        if (event.data.fd == signals && read(signals, &info, sizeof info) > 0)
            while (waitpid(-1, NULL, WNOHANG) > 0)
                children++;
        if (event.data.fd == signals && !(first & 1)) {
            first |= 1;
            puts("child");
        }
        if (event.data.fd == ends[0] && read(ends[0], &byte, 1) == 1) {
            first |= 2;
            puts("bytes");
        }
    }
    return 0;
}
