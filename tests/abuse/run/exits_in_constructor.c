/* SPDX-License-Identifier: MIT */
/* Ends before main.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <unistd.h>

__attribute__((constructor)) static void leave(void)
{
    _exit(0);
}

int main(void)
{
    return 1;
}
