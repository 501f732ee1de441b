/* SPDX-License-Identifier: MIT */
/* The sentences that belong to the statuses. */
#include "mp/status.h"

#include <stddef.h>

static const char *const sentences[] = {
    [MP_OK] = "success",
    [MP_FULL] = "the queue is full",
    [MP_EMPTY] = "the queue is empty",
    [MP_TIMEOUT] = "the time ran out",
    [MP_EOF] = "every sending end is closed and everything is read",
    [MP_STATE] = "the object is not in a state that allows this",
    [MP_DAEMON] = "daemonic processes are not allowed to have children",
    [MP_OWNER] = "not held, or released too many times",
    [MP_TOO_BIG] = "the message is too big",
    [MP_BROKEN] = "the other side is gone or the barrier is broken",
    [MP_SYSTEM] = "a system call failed, see errno",
};

const char *mp_strerror(int status)
{
    if (status < 0 || (size_t)status >= sizeof sentences / sizeof *sentences)
        return "unknown status";
    return sentences[status];
}
