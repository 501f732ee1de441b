/* SPDX-License-Identifier: MIT */
/* Two children have ended when the parent waits: either may be reaped first.
 *
 * outcome: first
 * outcome: second
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t first = fork();
    if (first == 0)
        _exit(0);
    pid_t second = fork();
    if (second == 0)
        _exit(0);
    sleep(1);
    puts(wait(NULL) == first ? "first" : "second");
    wait(NULL);
    return 0;
}
