/* SPDX-License-Identifier: MIT */
/* Speaks to the director as only the fork server may.
 *
 * ends: completed
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
