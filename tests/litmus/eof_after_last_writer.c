/* SPDX-License-Identifier: MIT */
/* The end of a pipe comes when the last writer has closed it, never before.
 *
 * outcome: x | y | end
 * outcome: y | x | end
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            byte = "xy"[i];
            return write(ends[1], &byte, 1) == 1 ? 0 : 1;
        }
    close(ends[1]);
    while (read(ends[0], &byte, 1) == 1)
        printf("%c\n", byte);
    puts("end");
    while (wait(NULL) > 0)
        continue;
    return 0;
}
