/* SPDX-License-Identifier: MIT */
/* A lock on a descriptor opened before fork is one lock for both: it excludes nobody.
 *
 * outcome: 1
 * outcome: 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void count_up(int fd)
{
    char digit = '0';
    flock(fd, LOCK_EX);
    if (pread(fd, &digit, 1, 0) < 0)
        _exit(1);
    digit++;
    if (pwrite(fd, &digit, 1, 0) != 1)
        _exit(1);
    flock(fd, LOCK_UN);
}

int main(void)
{
    char digit = '?';
    int fd = open("count", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            count_up(fd);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    if (pread(fd, &digit, 1, 0) == 1)
        printf("%c\n", digit);
    return 0;
}
