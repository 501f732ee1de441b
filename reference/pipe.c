/* SPDX-License-Identifier: MIT */
/* A pipe is pipe(2), or a stream socket pair when duplex, that carries messages as a length of four
 * bytes followed by that many bytes.
 *
 * A message of at most PIPE_BUF bytes with its length is written by one call, which the kernel
 * keeps in one piece; a longer one is a stream, and may interleave with another process's.
 *
 * Handles live in a table indexed by their descriptor and are never freed, so that use after close
 * is answered instead of undefined; chunks of the table are made when first needed. */
#include "mp/pipe.h"

#include "futex.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECEIVES = 1, SENDS = 2 };

struct mp_connection {
    int descriptor; /* -1: closed */
    int directions;
};

#define CHUNK 1024
#define CHUNKS 1024

static struct mp_connection *_Atomic handles[CHUNKS];

typedef uint32_t message_header;

/* The handle that belongs to the descriptor; NULL with errno. */
static struct mp_connection *handle_of(int descriptor)
{
    if (descriptor >= CHUNK * CHUNKS) {
        errno = EMFILE;
        return NULL;
    }
    struct mp_connection *chunk = atomic_load(&handles[descriptor / CHUNK]);
    if (!chunk) {
        struct mp_connection *fresh = calloc(CHUNK, sizeof *fresh);
        if (!fresh)
            return NULL;
        if (atomic_compare_exchange_strong(&handles[descriptor / CHUNK], &chunk, fresh))
            chunk = fresh;
        else
            free(fresh);
    }
    return &chunk[descriptor % CHUNK];
}

/* Writing to a pipe without reader shall be an error, not a death; whoever handles the signal
 * already has their own plans. */
static void ignore_broken_pipes(void)
{
    static atomic_flag done = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&done))
        return;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    if (sigaction(SIGPIPE, &ignore, &before) == 0 && before.sa_handler != SIG_DFL)
        sigaction(SIGPIPE, &before, NULL);
}

int mp_pipe(mp_connection *ends[2], bool duplex)
{
    if (!ends)
        return MP_STATE;
    ignore_broken_pipes();
    int descriptors[2];
    if ((duplex ? socketpair(AF_UNIX, SOCK_STREAM, 0, descriptors) : pipe(descriptors)) < 0)
        return MP_SYSTEM;
    for (int i = 0; i < 2; i++) {
        ends[i] = handle_of(descriptors[i]);
        if (!ends[i]) {
            close(descriptors[0]);
            close(descriptors[1]);
            return MP_SYSTEM;
        }
    }
    *ends[0] = (mp_connection){descriptors[0], duplex ? RECEIVES | SENDS : RECEIVES};
    *ends[1] = (mp_connection){descriptors[1], duplex ? RECEIVES | SENDS : SENDS};
    return MP_OK;
}

static bool can(const mp_connection *connection, int direction)
{
    return connection && connection->descriptor >= 0 && connection->directions & direction;
}

static int write_all(int descriptor, const void *data, size_t size)
{
    const unsigned char *next = data;
    while (size > 0) {
        ssize_t written = write(descriptor, next, size);
        if (written < 0 && errno != EINTR)
            return errno == EPIPE || errno == ECONNRESET ? MP_BROKEN : MP_SYSTEM;
        if (written > 0) {
            next += written;
            size -= (size_t)written;
        }
    }
    return MP_OK;
}

/* MP_EOF when there was nothing before the end-of-file, MP_BROKEN when there was too little. */
static int read_all(int descriptor, void *buffer, size_t size)
{
    unsigned char *next = buffer;
    for (size_t left = size; left > 0;) {
        ssize_t count = read(descriptor, next, left);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != ECONNRESET)
            return MP_SYSTEM;
        if (count <= 0)
            return left == size ? MP_EOF : MP_BROKEN;
        next += count;
        left -= (size_t)count;
    }
    return MP_OK;
}

int mp_connection_send(mp_connection *connection, const void *data, size_t size)
{
    if (!can(connection, SENDS))
        return MP_STATE;
    if (size > UINT32_MAX)
        return MP_TOO_BIG;
    message_header header = (message_header)size;
    if (size <= PIPE_BUF - sizeof header) {
        unsigned char message[PIPE_BUF];
        memcpy(message, &header, sizeof header);
        if (size > 0)
            memcpy(message + sizeof header, data, size);
        return write_all(connection->descriptor, message, sizeof header + size);
    }
    int status = write_all(connection->descriptor, &header, sizeof header);
    return status == MP_OK ? write_all(connection->descriptor, data, size) : status;
}

static int discard(int descriptor, size_t size)
{
    unsigned char scratch[PIPE_BUF];
    while (size > 0) {
        size_t part = size < sizeof scratch ? size : sizeof scratch;
        int status = read_all(descriptor, scratch, part);
        if (status != MP_OK)
            return status;
        size -= part;
    }
    return MP_TOO_BIG;
}

int mp_connection_recv(mp_connection *connection, void *buffer, size_t capacity, size_t *size)
{
    if (!can(connection, RECEIVES))
        return MP_STATE;
    message_header header;
    int status = read_all(connection->descriptor, &header, sizeof header);
    if (status != MP_OK)
        return status;
    if (size)
        *size = header;
    status = header > capacity ? discard(connection->descriptor, header)
                               : read_all(connection->descriptor, buffer, header);
    return status == MP_EOF ? MP_BROKEN : status;
}

int mp_connection_poll(mp_connection *connection, double timeout)
{
    if (!can(connection, RECEIVES))
        return MP_STATE;
    struct mp_deadline deadline = mp_deadline_(timeout);
    struct pollfd readable = {.fd = connection->descriptor, .events = POLLIN};
    for (;;) {
        struct timespec left;
        int ready = ppoll(&readable, 1, mp_deadline_left_(&deadline, &left), NULL);
        if (ready >= 0)
            return ready > 0 ? MP_OK : MP_TIMEOUT;
        if (errno != EINTR)
            return MP_SYSTEM;
    }
}

int mp_connection_fileno(const mp_connection *connection)
{
    return connection ? connection->descriptor : -1;
}

void mp_connection_close(mp_connection *connection)
{
    if (!connection || connection->descriptor < 0)
        return;
    close(connection->descriptor);
    connection->descriptor = -1;
}
