/* SPDX-License-Identifier: MIT */
/* Two that give way to each other for ever come nowhere: a livelock, not a deadlock.
 *
 * budget: 1
 * outcome: livelock
 */
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    fork();
    for (;;)
        sched_yield();
}
