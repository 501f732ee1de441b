/* SPDX-License-Identifier: MIT */
/* A reader that keeps its own writing end open waits for an end that never comes.
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
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0)
        return write(ends[1], "x", 1) == 1 ? 0 : 1;
    while (read(ends[0], &byte, 1) == 1)
        printf("%c\n", byte);
    puts("end");
    wait(NULL);
    return 0;
}
