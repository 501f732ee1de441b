/* SPDX-License-Identifier: MIT */
/* Starts itself again and again.
 *
 * ends: limit, step-limit, livelock, completed
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <unistd.h>

int main(void)
{
    char *arguments[] = {"/program", NULL};
    execve("/program", arguments, NULL);
    return 0;
}
