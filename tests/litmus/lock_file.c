/* SPDX-License-Identifier: MIT */
/* Of two that create a file with O_EXCL, one succeeds.
 *
 * outcome: first
 * outcome: second
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            if (open("lock", O_CREAT | O_EXCL | O_WRONLY, 0600) >= 0)
                puts(i == 0 ? "first" : "second");
            else if (errno != EEXIST)
                puts("?");
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
