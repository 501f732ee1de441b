/* SPDX-License-Identifier: MIT */
/* The usual time limit for a read: an alarm whose handler does not restart.
 *
 * outcome: EINTR 5
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
    time_t start = time(NULL);
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    sigaction(SIGALRM, &action, NULL);
    alarm(5);
    ssize_t got = read(ends[0], &byte, 1);
    printf("%s %d\n", got < 0 && errno == EINTR ? "EINTR" : "?", (int)(time(NULL) - start));
    return 0;
}
