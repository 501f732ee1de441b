/* SPDX-License-Identifier: MIT */
/* With skew a sleeper may be late, so sleeping gives no order.
 *
 * faults: skew
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
            sleep(seconds);
            printf("%u\n", seconds);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
