/* SPDX-License-Identifier: MIT */
/* A child inherits the writing end of its sibling's pipe and never closes it: who reads that pipe
 * waits for ever, though the one who writes has closed its end.
 *
 * finding: descriptor-leak
 * outcome: x | deadlock
 */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int data[2], order[2];
    char byte;
    if (pipe(data) != 0 || pipe(order) != 0)
        return 1;
    if (fork() == 0) {
        close(order[1]);
        return (int)read(order[0], &byte, 1);
    }
    if (write(data[1], "x", 1) != 1)
        return 1;
    close(data[1]);
    while (read(data[0], &byte, 1) == 1)
        printf("%c\n", byte);
    return 0;
}
