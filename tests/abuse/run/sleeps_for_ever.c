/* SPDX-License-Identifier: MIT */
/* Waits for a signal that nobody sends.
 *
 * ends: deadlock
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    for (;;)
        pause();
}
