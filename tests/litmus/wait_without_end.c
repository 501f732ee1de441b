/* SPDX-License-Identifier: MIT */
/* Waiting for a child that never ends is a deadlock.
 *
 * outcome: deadlock
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0)
        for (;;)
            pause();
    wait(NULL);
    puts("ended");
    return 0;
}
