/* SPDX-License-Identifier: MIT */
/* Opening a FIFO waits for the other side; then it is a pipe.
 *
 * outcome: x | end
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
    if (fork() == 0)
        return write(open("fifo", O_WRONLY), "x", 1) != 1;
    int fd = open("fifo", O_RDONLY);
    while (read(fd, &byte, 1) == 1)
        printf("%c\n", byte);
    puts("end");
    wait(NULL);
    return 0;
}
