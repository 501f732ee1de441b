/* SPDX-License-Identifier: MIT */
/* A duplicate of the writing end holds back the end of a pipe, until it is closed too.
 *
 * finding: descriptor-leak
 * outcome: x | deadlock
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) != 0 || dup(ends[1]) < 0)
        return 1;
    if (write(ends[1], "x", 1) != 1)
        return 1;
    close(ends[1]);
    while (read(ends[0], &byte, 1) == 1)
        printf("%c\n", byte);
    puts("end");
    return 0;
}
