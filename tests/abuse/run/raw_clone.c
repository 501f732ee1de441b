/* SPDX-License-Identifier: MIT */
/* Makes a child that shares memory and is nobody's to wait for.
 *
 * ends: completed, limit
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stddef.h>

static char stack[1 << 16];

static int child(void *unused)
{
    (void)unused;
    return 0;
}

int main(void)
{
    clone(child, stack + sizeof stack, CLONE_VM | CLONE_FILES, NULL);
    return 0;
}
