/* SPDX-License-Identifier: MIT */
/* A record lock is lost when its process closes any descriptor of the file.
 *
 * depth: 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int number_in(int file)
{
    char text[16] = "";
    int number = 0;
    if (pread(file, text, sizeof text - 1, 0) > 0)
        sscanf(text, "%d", &number);
    return number;
}

static void add_one(void)
{
    char text[16];
    struct flock lock = {.l_type = F_WRLCK};
    int file = open("count", O_RDWR);
    fcntl(file, F_SETLKW, &lock);
#ifdef FIXED
    int number = number_in(file);
#else
    int again = open("count", O_RDONLY);
    int number = number_in(again);
    close(again);
#endif
    int length = snprintf(text, sizeof text, "%d", number + 1);
    _exit(pwrite(file, text, (size_t)length, 0) != length);
}

int main(void)
{
    int file = open("count", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            add_one();
    while (wait(NULL) > 0)
        continue;
    return number_in(file) != 2;
}
