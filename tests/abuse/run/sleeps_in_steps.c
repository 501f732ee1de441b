/* SPDX-License-Identifier: MIT */
/* Sleeps again and again.
 *
 * ends: step-limit
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    for (;;)
        sleep(1000);
}
