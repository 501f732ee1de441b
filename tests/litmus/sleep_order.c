/* SPDX-License-Identifier: MIT */
/* Without skew, who sleeps shorter is back first.
 *
 * outcome: 1 | 2
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (unsigned seconds = 1; seconds <= 2; seconds++)
        if (fork() == 0) {
            sleep(seconds);
            printf("%u\n", seconds);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
