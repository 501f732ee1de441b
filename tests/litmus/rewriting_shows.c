/* SPDX-License-Identifier: MIT */
/* A file that is emptied and written anew may be seen empty.
 *
 * outcome: old
 * outcome: new
 * outcome: empty
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void fill(const char *text)
{
    int fd = open("file", O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (write(fd, text, 3) != 3)
        _exit(1);
    close(fd);
}

int main(void)
{
    char text[4] = "";
    fill("old");
    if (fork() == 0) {
        fill("new");
        return 0;
    }
    int fd = open("file", O_RDONLY);
    puts(fd < 0 ? "missing" : read(fd, text, 3) == 3 ? text : "empty");
    wait(NULL);
    return 0;
}
