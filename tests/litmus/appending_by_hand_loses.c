/* SPDX-License-Identifier: MIT */
/* Going to the end and writing there are two steps: what another wrote meanwhile may be lost.
 *
 * search: complete
 * outcome: 1
 * outcome: 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int append(char byte)
{
    int fd = open("file", O_WRONLY);
    lseek(fd, 0, SEEK_END);
    return write(fd, &byte, 1) != 1;
}

int main(void)
{
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            return append("ab"[i]);
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", (int)lseek(fd, 0, SEEK_END));
    return 0;
}
