/* SPDX-License-Identifier: MIT */
/* With O_APPEND each write goes to the end, wherever that is by then.
 *
 * outcome: ab
 * outcome: ba
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char both[3] = "";
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int fd = open("file", O_CREAT | O_WRONLY | O_APPEND, 0600);
            return write(fd, &"ab"[i], 1) != 1;
        }
    while (wait(NULL) > 0)
        continue;
    int fd = open("file", O_RDONLY);
    if (read(fd, both, sizeof both) > 0)
        puts(both);
    return 0;
}
