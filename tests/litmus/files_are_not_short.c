/* SPDX-License-Identifier: MIT */
/* Even with the fault, a regular file is read and written whole.
 *
 * faults: short-io
 * outcome: whole
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    static char block[10000];
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 5; i++)
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block)
            puts("short write");
    lseek(fd, 0, SEEK_SET);
    for (int i = 0; i < 5; i++)
        if (read(fd, block, sizeof block) != (ssize_t)sizeof block)
            puts("short read");
    puts("whole");
    return 0;
}
