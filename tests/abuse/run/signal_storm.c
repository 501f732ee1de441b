/* SPDX-License-Identifier: MIT */
/* Signals itself without end.
 *
 * ends: step-limit, livelock
 */
#define _GNU_SOURCE
#include <signal.h>

int main(void)
{
    signal(SIGUSR1, SIG_IGN);
    for (;;)
        raise(SIGUSR1);
}
