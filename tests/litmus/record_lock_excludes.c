/* SPDX-License-Identifier: MIT */
/* fcntl locks on the same bytes exclude each other, on other bytes they don't.
 *
 * outcome: 2 free
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void lock(int fd, short type, off_t start)
{
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = 1};
    fcntl(fd, F_SETLKW, &range);
}

static void count_up(void)
{
    char digit = '0';
    int fd = open("count", O_CREAT | O_RDWR, 0600);
    lock(fd, F_WRLCK, 0);
    if (pread(fd, &digit, 1, 0) < 0)
        _exit(1);
    digit++;
    if (pwrite(fd, &digit, 1, 0) != 1)
        _exit(1);
    lock(fd, F_UNLCK, 0);
    close(fd);
}

int main(void)
{
    char digit = '?';
    int fd = open("count", O_CREAT | O_RDWR, 0600);
    lock(fd, F_WRLCK, 5); /* of no concern to them */
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            count_up();
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    if (pread(fd, &digit, 1, 0) == 1)
        printf("%c free\n", digit);
    return 0;
}
