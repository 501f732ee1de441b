/* SPDX-License-Identifier: MIT */
/* Stops its parent, the fork server.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
    return kill(getppid(), SIGSTOP);
}
