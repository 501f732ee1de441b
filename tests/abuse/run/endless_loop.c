/* SPDX-License-Identifier: MIT */
/* Computes without end and calls nothing.
 *
 * ends: livelock, step-limit
 */
#define _GNU_SOURCE

int main(void)
{
    for (volatile int i = 0;; i++)
        continue;
}
