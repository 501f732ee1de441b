/* SPDX-License-Identifier: MIT */
/* Speaks to the director as only the agent may; one of the calls asks to wait for what never comes,
 * which is its own loss.
 *
 * ends: deadlock
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    for (long verb = -1; verb < 10; verb++)
        syscall(SYS_afs_syscall, verb, -1L, ~0L, ~0L, ~0L);
    return 0;
}
