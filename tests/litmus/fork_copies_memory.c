/* SPDX-License-Identifier: MIT */
/* What a child changes in its memory, its parent never sees.
 *
 * outcome: 100
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int number = 100;

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            number--;
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", number);
    return 0;
}
