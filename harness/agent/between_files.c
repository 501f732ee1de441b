/* SPDX-License-Identifier: MIT */
/* What goes from one descriptor to another, and several messages at once. The kernel would move the
 * bytes where nobody sees them; here each is read, written, sent or received by a call of its own,
 * which is what such a call promises, and a step. */
#define _GNU_SOURCE
#include "agent.h"
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PIECE = 4096 };

static long told(long result)
{
    if (result < 0)
        errno = (int)-result;
    return result < 0 ? -1 : result;
}

static long get(int from, const int64_t *offset, char *bytes, size_t size)
{
    return offset ? agent_syscall(SYS_pread64, from, (long)bytes, (long)size, *offset, 0)
                  : agent_syscall(SYS_read, from, (long)bytes, (long)size, 0, 0);
}

static long put(int to, const int64_t *offset, const char *bytes, size_t size)
{
    return offset ? agent_syscall(SYS_pwrite64, to, (long)bytes, (long)size, *offset, 0)
                  : agent_syscall(SYS_write, to, (long)bytes, (long)size, 0, 0);
}

static void advance(int64_t *offset, long by)
{
    if (offset)
        *offset += by;
}

/* One piece: how much arrived. What was read and not taken is there to be read again. */
static long move_piece(int from, int64_t *source, int to, int64_t *target, size_t size)
{
    char bytes[PIECE];
    long got = get(from, source, bytes, size < PIECE ? size : PIECE);
    long arrived = got > 0 ? put(to, target, bytes, (size_t)got) : got;
    long taken = arrived > 0 ? arrived : 0;
    if (got > taken && !source)
        agent_syscall(SYS_lseek, from, taken - got, SEEK_CUR, 0, 0);
    advance(source, taken);
    advance(target, taken);
    return arrived;
}

static long move(int from, int64_t *source, int to, int64_t *target, size_t size)
{
    size_t moved = 0;
    while (moved < size) {
        long arrived = move_piece(from, source, to, target, size - moved);
        if (arrived <= 0)
            return moved ? (long)moved : told(arrived);
        moved += (size_t)arrived;
    }
    return (long)moved;
}

/* A pipe moves what is there, and can't be given back what doesn't fit: a piece is what is sure to
 * go through at once. */
WRAP(ssize_t, splice, int from, off64_t *source, int to, off64_t *target, size_t size,
     unsigned flags)
{
    (void)flags;
    return told(move_piece(from, source, to, target, size < PIPE_BUF ? size : PIPE_BUF));
}

WRAP(ssize_t, sendfile, int to, int from, off_t *source, size_t size)
{
    return move(from, source, to, NULL, size);
}

WRAP(ssize_t, sendfile64, int to, int from, off64_t *source, size_t size)
{
    return move(from, source, to, NULL, size);
}

WRAP(ssize_t, copy_file_range, int from, off64_t *source, int to, off64_t *target, size_t size,
     unsigned flags)
{
    return flags ? told(-EINVAL) : move(from, source, to, target, size);
}

WRAP(int, sendmmsg, int socket, struct mmsghdr *messages, unsigned count, int flags)
{
    unsigned sent = 0;
    for (; sent < count; sent++) {
        long result =
            agent_syscall(SYS_sendmsg, socket, (long)&messages[sent].msg_hdr, flags, 0, 0);
        if (result < 0)
            return sent ? (int)sent : (int)told(result);
        messages[sent].msg_len = (unsigned)result;
    }
    return (int)sent;
}

WRAP(int, recvmmsg, int socket, struct mmsghdr *messages, unsigned count, int flags,
     struct timespec *limit)
{
    unsigned received = 0;
    bool first_only = flags & MSG_WAITFORONE;
    (void)limit; /* the kernel looks at it only when a message has come */
    for (; received < count; received++) {
        int how = (flags & ~MSG_WAITFORONE) | (first_only && received ? MSG_DONTWAIT : 0);
        long result =
            agent_syscall(SYS_recvmsg, socket, (long)&messages[received].msg_hdr, how, 0, 0);
        if (result < 0)
            return received ? (int)received : (int)told(result);
        messages[received].msg_len = (unsigned)result;
    }
    return (int)received;
}
