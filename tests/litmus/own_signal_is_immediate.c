/* SPDX-License-Identifier: MIT */
/* A signal to oneself is handled before raise returns.
 *
 * faults: late-signals
 * outcome: handled
 */
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t handled;

static void handle(int signal)
{
    handled = signal;
}

int main(void)
{
    signal(SIGUSR1, handle);
    raise(SIGUSR1);
    puts(handled ? "handled" : "not yet");
    return 0;
}
