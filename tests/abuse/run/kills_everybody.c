/* SPDX-License-Identifier: MIT */
/* Sends SIGKILL to everybody it can name, itself included.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
    kill(1, SIGKILL);
    kill(getppid(), SIGKILL);
    kill(0, SIGKILL);
    kill(-1, SIGKILL);
    return 0;
}
