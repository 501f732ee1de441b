/* SPDX-License-Identifier: MIT */
/* A descriptor stands for the process: it is signalled, asked and waited for through it. The second
 * is a wait for its end that comes to nothing, and the process naps for a millisecond at a time. */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int has_ended(int process, int milliseconds)
{
    struct pollfd end = {.fd = process, .events = POLLIN};
    return poll(&end, 1, milliseconds) == 1;
}

int main(void)
{
    siginfo_t end = {0};
    pid_t child = fork();
    while (child == 0)
        usleep(1000);
    int process = (int)syscall(SYS_pidfd_open, child, 0);
    if (!has_ended(process, 1000))
        puts("alive: 1");
    syscall(SYS_pidfd_send_signal, process, SIGTERM, NULL, 0);
    printf("after terminate: %d\n", !has_ended(process, 0));
    while (!has_ended(process, -1))
        continue;
    waitid(P_PIDFD, (id_t)process, &end, WEXITED);
    printf("alive: 0\nexitcode: %d\n", -end.si_status);
    close(process);
    return 0;
}
