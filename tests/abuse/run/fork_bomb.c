/* SPDX-License-Identifier: MIT */
/* Forks without end.
 *
 * ends: limit
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    for (;;)
        fork();
}
