/* SPDX-License-Identifier: MIT */
/* What an operation of libmp answers. */
#ifndef MP_STATUS_H
#define MP_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

enum mp_status {
    MP_OK = 0,
    MP_FULL,    /* a queue had no room before the time ran out */
    MP_EMPTY,   /* a queue had no item before the time ran out */
    MP_TIMEOUT, /* anything else didn't happen before the time ran out */
    MP_EOF,     /* every copy of the sending end is closed and all messages are read */
    MP_STATE,   /* the object can't do that now: start twice, join before start, use after close,
                   operation on a process by one that isn't its parent, wrong end of a pipe */
    MP_DAEMON,  /* a daemonic process tried to start a child */
    MP_OWNER,   /* release of what isn't held, or more often than it was acquired */
    MP_TOO_BIG, /* message larger than the buffer: consumed, its size reported */
    MP_BROKEN,  /* the peer has closed its end; the barrier is broken */
    MP_SYSTEM   /* a system call failed: see errno */
};

/* One English sentence without a full stop; never NULL, not even for an unknown status. */
const char *mp_strerror(int status);

/* A timeout that never runs out. */
#define MP_FOREVER (-1.0)

#ifdef __cplusplus
}
#endif

#endif
