/* SPDX-License-Identifier: MIT */
/* With the fault, fork fails with EAGAIN, or not.
 *
 * faults: fork-fails
 * outcome: child
 * outcome: EAGAIN
 */
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child == 0) {
        puts("child");
        return 0;
    }
    if (child < 0)
        puts(errno == EAGAIN ? "EAGAIN" : "?");
    wait(NULL);
    return 0;
}
