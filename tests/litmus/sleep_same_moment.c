/* SPDX-License-Identifier: MIT */
/* Two who sleep to the same moment may be back in either order.
 *
 * outcome: 1 | 2
 * outcome: 2 | 1
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (unsigned seconds = 1; seconds <= 2; seconds++)
        if (fork() == 0) {
            sleep(1);
            printf("%u\n", seconds);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
