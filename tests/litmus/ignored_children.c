/* SPDX-License-Identifier: MIT */
/* With SIGCHLD ignored there are no zombies: wait lasts until all have ended, and fails.
 *
 * outcome: child | ECHILD
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0) {
        puts("child");
        return 0;
    }
    puts(wait(NULL) < 0 && errno == ECHILD ? "ECHILD" : "reaped");
    return 0;
}
