/* SPDX-License-Identifier: MIT */
/* Two processes count in a file without a lock: one count may be lost, never both.
 *
 * outcome: 1
 * outcome: 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static char count_up(void)
{
    char digit = '0';
    int fd = open("count", O_RDWR);
    if (pread(fd, &digit, 1, 0) == 1) {
        digit++;
        if (pwrite(fd, &digit, 1, 0) != 1)
            _exit(1);
    }
    close(fd);
    return digit;
}

int main(void)
{
    int fd = open("count", O_CREAT | O_RDWR, 0600);
    if (write(fd, "0", 1) != 1)
        return 1;
    close(fd);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            return count_up() > '0' ? 0 : 1;
    while (wait(NULL) > 0)
        continue;
    printf("%c\n", count_up() - 1);
    return 0;
}
