/* SPDX-License-Identifier: MIT */
/* Tries to get at its parent's memory and descriptors.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
    ptrace(PTRACE_ATTACH, getppid(), 0, 0);
    struct iovec part = {&part, sizeof part};
    process_vm_writev(getppid(), &part, 1, &part, 1, 0);
    long process = syscall(SYS_pidfd_open, getppid(), 0);
    return syscall(SYS_pidfd_getfd, process, 0, 0) >= 0;
}
