/* SPDX-License-Identifier: MIT */
/* What stdio holds unwritten at a fork, both write.
 *
 * outcome: xx
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    printf("x");
    if (fork() == 0)
        return 0;
    wait(NULL);
    return 0;
}
