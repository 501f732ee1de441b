/* SPDX-License-Identifier: MIT */
/* An alarm comes at its time, and not before.
 *
 * outcome: 2
 */
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
    time_t start = time(NULL);
    signal(SIGALRM, handle);
    alarm(2);
    pause();
    printf("%d\n", (int)(time(NULL) - start));
    return 0;
}
