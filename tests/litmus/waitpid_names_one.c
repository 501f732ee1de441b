/* SPDX-License-Identifier: MIT */
/* waitpid for the second child reaps the second, whoever ended first.
 *
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
    puts(waitpid(second, NULL, 0) == second ? "second" : "another");
    wait(NULL);
    return 0;
}
