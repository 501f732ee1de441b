/* SPDX-License-Identifier: MIT */
/* A write without any reader kills, or fails with EPIPE where SIGPIPE is ignored.
 *
 * outcome: EPIPE | signal 13
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2], status;
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            signal(SIGPIPE, i == 0 ? SIG_IGN : SIG_DFL);
            if (write(ends[1], "x", 1) < 0 && errno == EPIPE)
                puts("EPIPE");
            return 0;
        }
        wait(&status);
    }
    printf("signal %d\n", WTERMSIG(status));
    return 0;
}
