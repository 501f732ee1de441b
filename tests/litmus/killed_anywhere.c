/* SPDX-License-Identifier: MIT */
/* With the fault a child dies anywhere; what it has written before stays.
 *
 * faults: kill
 * outcome: 9
 * outcome: 1 | 9
 * outcome: 1 | 2 | 9
 * outcome: 1 | 2 | 0
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    if (fork() == 0) {
        puts("1");
        puts("2");
        return 0;
    }
    wait(&status);
    printf("%d\n", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    return 0;
}
