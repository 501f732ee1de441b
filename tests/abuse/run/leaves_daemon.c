/* SPDX-License-Identifier: MIT */
/* Leaves a daemon behind that ignores signals.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        setsid();
        signal(SIGTERM, SIG_IGN);
        signal(SIGHUP, SIG_IGN);
        for (;;)
            pause();
    }
    return 0;
}
