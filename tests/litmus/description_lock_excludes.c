/* SPDX-License-Identifier: MIT */
/* A record lock of a description keeps out other descriptions, of the same process too, and isn't
 * lost when its process closes the file elsewhere.
 *
 * outcome: busy 2
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int lock(int file, int command, short type)
{
    struct flock range = {.l_type = type};
    return fcntl(file, command, &range);
}

static void count_up(void)
{
    char digit;
    int file = open("count", O_RDWR);
    lock(file, F_OFD_SETLKW, F_WRLCK);
    int other = open("count", O_RDONLY);
    if (pread(other, &digit, 1, 0) != 1)
        _exit(1);
    close(other);
    digit++;
    if (pwrite(file, &digit, 1, 0) != 1)
        _exit(1);
    lock(file, F_OFD_SETLKW, F_UNLCK);
}

int main(void)
{
    char digit = '0';
    int file = open("count", O_CREAT | O_RDWR, 0600), other = open("count", O_RDWR);
    if (write(file, &digit, 1) != 1)
        return 1;
    lock(file, F_OFD_SETLK, F_WRLCK);
    if (lock(other, F_OFD_SETLK, F_WRLCK) < 0 && errno == EAGAIN)
        printf("busy ");
    lock(file, F_OFD_SETLK, F_UNLCK);
    fflush(stdout);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            count_up();
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    if (pread(file, &digit, 1, 0) == 1)
        printf("%c\n", digit);
    return 0;
}
