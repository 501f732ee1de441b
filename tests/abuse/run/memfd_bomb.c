/* SPDX-License-Identifier: MIT */
/* Asks for files without names, which it can't have.
 *
 * ends: limit, livelock
 */
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    static char block[1 << 20];
    for (;;) {
        int file = memfd_create("x", 0);
        while (file >= 0 && write(file, block, sizeof block) > 0)
            continue;
    }
}
