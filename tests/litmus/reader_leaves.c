/* SPDX-License-Identifier: MIT */
/* A reader that goes away while the writer writes: it may be in time or not.
 *
 * outcome: written
 * outcome: EPIPE
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0)
        return 0;
    close(ends[0]);
    ssize_t done = write(ends[1], "x", 1);
    puts(done == 1 ? "written" : errno == EPIPE ? "EPIPE" : "?");
    wait(NULL);
    return 0;
}
