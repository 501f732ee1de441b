/* SPDX-License-Identifier: MIT */
/* Who isn't waited for by its parent is left to the subreaper at that one's end, dead or alive; the
 * subreaper hears SIGCHLD, at least once. A child of its own isn't inherited by its children: they
 * take nobody in, so a grandchild goes past them.
 *
 * outcome: two of two, one more
 */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t heard;

static void hear(int signal)
{
    (void)signal;
    heard = 1;
}

int main(void)
{
    int count = 0, own = 0;
    struct sigaction action = {.sa_handler = hear, .sa_flags = SA_RESTART};
    sigaction(SIGCHLD, &action, NULL);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 2; i++)
            if (fork() == 0)
                _exit(0);
        _exit(0);
    }
    for (pid_t who; (who = wait(NULL)) > 0;) {
        count += who != child;
        own += who == child;
    }
    if (heard)
        printf("%s of two, %s more\n", count == 2 ? "two" : "few", own == 1 ? "one" : "none");
    return 0;
}
