/* SPDX-License-Identifier: MIT */
/* Writes until the folder is full.
 *
 * ends: completed, limit
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

int main(void)
{
    static char block[1 << 16];
    signal(SIGXFSZ, SIG_IGN);
    int file = open("big", O_CREAT | O_WRONLY, 0600);
    while (write(file, block, sizeof block) > 0)
        continue;
    return 0;
}
