/* SPDX-License-Identifier: MIT */
/* Prints without end.
 *
 * ends: limit
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    for (;;)
        puts("and again, and again, and again, and again, and again, and again");
}
