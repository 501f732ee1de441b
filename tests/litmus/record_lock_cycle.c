/* SPDX-License-Identifier: MIT */
/* The kernel refuses a fcntl lock that would close a cycle of waiting processes.
 *
 * outcome: done done
 * outcome: done EDEADLK
 * outcome: EDEADLK done
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int lock(int fd, off_t start)
{
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = 1};
    return fcntl(fd, F_SETLKW, &range);
}

static int work(off_t first)
{
    int fd = open("file", O_RDWR);
    lock(fd, first);
    return lock(fd, 1 - first) < 0 && errno == EDEADLK;
}

int main(void)
{
    int status[2];
    pid_t children[2];
    close(open("file", O_CREAT | O_RDWR, 0600));
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0)
            return work(i);
    }
    for (int i = 0; i < 2; i++)
        waitpid(children[i], &status[i], 0);
    printf("%s %s\n", status[0] ? "EDEADLK" : "done", status[1] ? "EDEADLK" : "done");
    return 0;
}
