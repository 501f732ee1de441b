/* SPDX-License-Identifier: MIT */
/* Forks without end, each child a session of its own.
 *
 * ends: limit
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    for (;;)
        if (fork() == 0)
            setsid();
}
