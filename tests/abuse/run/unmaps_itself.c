/* SPDX-License-Identifier: MIT */
/* Unmaps all of its memory.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <sys/mman.h>

int main(void)
{
    return munmap(0, 1UL << 46);
}
