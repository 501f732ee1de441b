/* SPDX-License-Identifier: MIT */
/* A handler without SA_RESTART never makes a call fail that does not wait.
 *
 * outcome: fine
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

static int work(void)
{
    char text[4];
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    if (fd < 0 || flock(fd, LOCK_EX) != 0 || write(fd, "text", 4) != 4 ||
        lseek(fd, 0, SEEK_SET) != 0)
        return 1;
    if (read(fd, text, 4) != 4 || flock(fd, LOCK_UN) != 0 || close(fd) != 0)
        return 1;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child < 0 || rename("file", "other") != 0 || unlink("other") != 0;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
    int status;
    sigaction(SIGUSR1, &action, NULL);
    pid_t child = fork();
    if (child == 0)
        return work();
    kill(child, SIGUSR1);
    waitpid(child, &status, 0);
    puts(status == 0 ? "fine" : "failed");
    return 0;
}
