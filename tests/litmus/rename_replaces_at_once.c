/* SPDX-License-Identifier: MIT */
/* While a file is replaced by rename, a reader finds the old or the new one.
 *
 * outcome: old
 * outcome: new
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void fill(const char *name, const char *text)
{
    int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (write(fd, text, 3) != 3)
        _exit(1);
    close(fd);
}

int main(void)
{
    char text[4] = "";
    fill("file", "old");
    if (fork() == 0) {
        fill("draft", "new");
        return rename("draft", "file") != 0;
    }
    int fd = open("file", O_RDONLY);
    puts(fd < 0 ? "missing" : read(fd, text, 3) == 3 ? text : "empty");
    wait(NULL);
    return 0;
}
