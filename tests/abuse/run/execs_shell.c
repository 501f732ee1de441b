/* SPDX-License-Identifier: MIT */
/* Starts a shell, which isn't there.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    execl("/bin/sh", "sh", "-c", "id", (char *)NULL);
    perror("sh");
    return 0;
}
