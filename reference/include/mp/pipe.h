/* SPDX-License-Identifier: MIT */
/* A pipe of messages between two ends.
 *
 * Message boundaries are kept, and a message of length 0 is a message. An end that several
 * processes use at once needs a lock: two readers tear messages apart, and so do two writers of
 * messages longer than 4,092 bytes. */
#ifndef MP_PIPE_H
#define MP_PIPE_H

#include "mp/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_connection mp_connection;

/* ends[0] receives and ends[1] sends; both do both if `duplex`. MP_OK, MP_SYSTEM. */
int mp_pipe(mp_connection *ends[2], bool duplex);

/* Sends one message, waiting while the pipe is full. MP_OK; MP_BROKEN when no copy of the other end
 * is open; MP_TOO_BIG from 4 GiB on; MP_STATE after close or on a receiving end; MP_SYSTEM. */
int mp_connection_send(mp_connection *connection, const void *data, size_t size);

/* Waits for a message and copies it to `buffer`; its length goes to *size (NULL: not wanted).
 * MP_OK; MP_EOF when every copy of the sending end is closed and all is read; MP_TOO_BIG when it is
 * longer than `capacity`: then it is consumed and *size tells its length; MP_BROKEN when it ends in
 * the middle; MP_STATE after close or on a sending end; MP_SYSTEM. */
int mp_connection_recv(mp_connection *connection, void *buffer, size_t capacity, size_t *size);

/* Waits until there is a message, or end-of-file, to receive. MP_OK, MP_TIMEOUT, MP_STATE. */
int mp_connection_poll(mp_connection *connection, double timeout);

/* The descriptor, for poll(2) and its kin; -1 after close. */
int mp_connection_fileno(const mp_connection *connection);

/* Closes this process's copy of the end. NULL, and closing twice, are allowed. The handle lives on
 * to answer MP_STATE, until a new pipe gets the same descriptor. */
void mp_connection_close(mp_connection *connection);

#ifdef __cplusplus
}
#endif

#endif
