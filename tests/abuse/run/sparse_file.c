/* SPDX-License-Identifier: MIT */
/* A file that claims to be enormous.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

int main(void)
{
    int file = open("big", O_CREAT | O_WRONLY, 0600);
    return ftruncate(file, 1L << 60);
}
