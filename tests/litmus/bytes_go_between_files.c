/* SPDX-License-Identifier: MIT */
/* What goes from one descriptor to another without the program's memory is read and written like
 * anything else: two who copy a file that is being changed see old or new, and pipes are waited at.
 *
 * outcome: old|old|hello
 * outcome: old|new|hello
 * outcome: new|old|hello
 * outcome: new|new|hello
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char *content(const char *name, char text[4])
{
    int fd = open(name, O_RDONLY);
    text[3] = '\0';
    if (preadv2(fd, &(struct iovec){text, 3}, 1, 0, 0) != 3)
        strcpy(text, "???");
    close(fd);
    return text;
}

static int change(int file, int hello)
{
    int late = write(hello, "hello", 5) != 5;
    return pwritev(file, &(struct iovec){"new", 3}, 1, 0) != 3 || late;
}

int main(void)
{
    int hello[2], through[2], file = open("file", O_CREAT | O_RDWR, 0600);
    int one = open("one", O_CREAT | O_RDWR, 0600), two = open("two", O_CREAT | O_RDWR, 0600);
    char first[4], second[4], text[8] = "";
    off_t start = 0;
    if (pipe(hello) != 0 || pipe(through) != 0 || write(file, "old", 3) != 3)
        return 1;
    if (fork() == 0)
        return change(file, hello[1]);
    if (fork() == 0)
        return sendfile(one, file, &start, 100) != 3;
    if (copy_file_range(file, &start, two, NULL, 3, 0) != 3 ||
        splice(hello[0], NULL, through[1], NULL, 100, 0) != 5 || read(through[0], text, 5) != 5)
        return 1;
    while (wait(NULL) > 0)
        continue;
    printf("%s|%s|%s\n", content("one", first), content("two", second), text);
    return 0;
}
