/* SPDX-License-Identifier: MIT */
/* fstat as a call of its own. The C library makes it of another one, which it makes for each stream
 * too: the sandbox lets that one pass. */
#define _GNU_SOURCE
#include "agent.h"
#include "wrap.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/syscall.h>

static int ask(int fd, void *about)
{
    long result = agent_syscall(SYS_fstat, fd, (long)about, 0, 0, 0);
    if (result < 0)
        errno = (int)-result;
    return result < 0 ? -1 : 0;
}

WRAP(int, fstat, int fd, struct stat *about)
{
    return CALLED_BY_LIBRARY ? __real_fstat(fd, about) : ask(fd, about);
}

WRAP(int, fstat64, int fd, struct stat64 *about)
{
    return CALLED_BY_LIBRARY ? __real_fstat64(fd, about) : ask(fd, about);
}
