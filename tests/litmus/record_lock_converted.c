/* SPDX-License-Identifier: MIT */
/* Who converts a lock for reading into one for writing waits for the other readers. Two who do so
 * wait for each other, which the kernel refuses the last of them.
 *
 * outcome: converted | converted
 * outcome: refused | converted
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int lock(int file, short type)
{
    struct flock range = {.l_type = type};
    return fcntl(file, F_SETLKW, &range);
}

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int file = open("file", O_CREAT | O_RDWR, 0600);
            lock(file, F_RDLCK);
            if (lock(file, F_WRLCK) == 0)
                puts("converted");
            else if (errno == EDEADLK)
                puts("refused");
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
