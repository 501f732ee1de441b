/* SPDX-License-Identifier: MIT */
/* A status has eight bits; a signal tells its number.
 *
 * outcome: 3 7 255 signal 9 signal 6
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(pid_t child)
{
    int status;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        printf("signal %d", WTERMSIG(status));
    else
        printf("%d ", WEXITSTATUS(status));
}

int main(void)
{
    static const int statuses[] = {3, 256 + 7, -1};
    for (int i = 0; i < 3; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(statuses[i]);
        report(child);
    }
    for (int i = 0; i < 2; i++) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            if (i == 0)
                raise(SIGKILL);
            abort();
        }
        report(child);
        fputs(i == 0 ? " " : "\n", stdout);
    }
    return 0;
}
