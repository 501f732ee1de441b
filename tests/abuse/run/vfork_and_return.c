/* SPDX-License-Identifier: MIT */
/* Returns from the frame in which it called vfork.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <unistd.h>

static int spoil(void)
{
    return vfork();
}

int main(void)
{
    return spoil();
}
