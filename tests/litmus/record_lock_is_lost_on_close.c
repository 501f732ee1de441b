/* SPDX-License-Identifier: MIT */
/* A process loses its fcntl locks when it closes any descriptor of the file; a child doesn't
 * inherit them.
 *
 * outcome: held free
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void try_lock(const char *free, const char *taken)
{
    if (fork() == 0) {
        int fd = open("file", O_RDWR);
        struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        printf("%s", fcntl(fd, F_SETLK, &all) == 0 ? free : taken);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

int main(void)
{
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    fcntl(fd, F_SETLKW, &all);
    try_lock("?", "held ");
    close(open("file", O_RDONLY));
    try_lock("free\n", "?\n");
    return 0;
}
