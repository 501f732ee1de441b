/* SPDX-License-Identifier: MIT */
/* Two that open a file each and lock it: their updates don't mix.
 *
 * outcome: 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static char count_up(void)
{
    char digit = '0';
    int fd = open("count", O_CREAT | O_RDWR, 0600);
    flock(fd, LOCK_EX);
    if (pread(fd, &digit, 1, 0) < 0)
        return '?';
    digit++;
    if (pwrite(fd, &digit, 1, 0) != 1)
        return '?';
    close(fd);
    return digit;
}

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            return count_up() == '?';
    while (wait(NULL) > 0)
        continue;
    printf("%c\n", count_up() - 1);
    return 0;
}
