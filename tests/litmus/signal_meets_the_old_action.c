/* SPDX-License-Identifier: MIT */
/* A child that sets a handler, or blocks a signal, is killed if the signal comes before.
 *
 * outcome: handled | waited for
 * outcome: handled | killed
 * outcome: killed | waited for
 * outcome: killed | killed
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void leave(int signal)
{
    (void)signal;
    _exit(0);
}

static void handle(void)
{
    signal(SIGTERM, leave);
    for (;;)
        pause();
}

static void wait_for_it(void)
{
    int signal;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigwait(&set, &signal);
    _exit(0);
}

static void try(void (*wait_in_child)(void), const char *fine)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        wait_in_child();
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    puts(WIFEXITED(status) ? fine : "killed");
}

int main(void)
{
    try(handle, "handled");
    try(wait_for_it, "waited for");
    return 0;
}
