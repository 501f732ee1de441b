/* SPDX-License-Identifier: MIT */
/* Who outlives its parent is adopted by the first process of the sandbox.
 *
 * outcome: child 0 | parent
 * outcome: parent | child 1
 * outcome: parent | child 0
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t parent = getpid();
    if (fork() == 0) {
        int adopted = getppid() != parent;
        printf("child %d\n", adopted);
        return 0;
    }
    puts("parent");
    return 0;
}
