/* SPDX-License-Identifier: MIT */
/* Waits for a flag that nobody sets. */
#include <sched.h>

static volatile int flag;

int main(void)
{
    while (!flag)
        sched_yield();
    return 0;
}
