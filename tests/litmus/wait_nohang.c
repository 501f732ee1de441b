/* SPDX-License-Identifier: MIT */
/* WNOHANG sees a child that may have ended or not.
 *
 * outcome: running
 * outcome: ended
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    if (waitpid(child, NULL, WNOHANG) == 0) {
        puts("running");
        waitpid(child, NULL, 0);
    } else {
        puts("ended");
    }
    return 0;
}
