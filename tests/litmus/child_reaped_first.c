/* SPDX-License-Identifier: MIT */
/* A wait for any child may reap either of two.
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
    puts(wait(NULL) == first ? "first" : "second");
    wait(NULL);
    return 0;
}
