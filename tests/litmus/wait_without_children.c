/* SPDX-License-Identifier: MIT */
/* Who has no child, or no longer, fails with ECHILD; signal 0 finds a zombie, not a reaped one.
 *
 * outcome: 0 ESRCH ECHILD
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    sleep(1);
    printf("%d ", kill(child, 0));
    waitpid(child, NULL, 0);
    printf("%s ", kill(child, 0) < 0 && errno == ESRCH ? "ESRCH" : "?");
    puts(wait(NULL) < 0 && errno == ECHILD ? "ECHILD" : "?");
    return 0;
}
