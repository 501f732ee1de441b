/* SPDX-License-Identifier: MIT */
/* Overwrites all the data it can reach.
 *
 * ends: completed
 */
#define _GNU_SOURCE

extern char __data_start[];

int main(void)
{
    for (volatile char *at = __data_start;; at++)
        *at = 1;
}
