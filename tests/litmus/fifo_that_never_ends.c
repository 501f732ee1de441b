/* SPDX-License-Identifier: MIT */
/* Who opens a FIFO for both directions, so as not to wait for the other side, is a writer of it
 * themselves and never sees its end.
 *
 * report: detail
 * finding: descriptor-leak
 * outcome: x | deadlock: main waits for bytes of pipe 1, which main could still write to
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char byte;
    if (mkfifo("fifo", 0600) != 0)
        return 1;
    int fifo = open("fifo", O_RDWR);
    if (fork() == 0)
        return write(open("fifo", O_WRONLY), "x", 1) == 1 ? 0 : 1;
    while (read(fifo, &byte, 1) == 1)
        printf("%c\n", byte);
    wait(NULL);
    return 0;
}
