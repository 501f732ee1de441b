/* SPDX-License-Identifier: MIT */
/* Catches every crash and goes on crashing.
 *
 * ends: limit
 * says: processor time
 */
#define _GNU_SOURCE
#include <signal.h>

static void again(int number)
{
    (void)number;
}

int main(void)
{
    signal(SIGSEGV, again);
    *(volatile int *)8 = 1;
    return 0;
}
