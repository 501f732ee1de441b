/* SPDX-License-Identifier: MIT */
/* Which sockets are the two ends of one channel: see calls_socket.c. */
#ifndef HARNESS_DIRECTOR_SOCKET_H
#define HARNESS_DIRECTOR_SOCKET_H

#include <stdint.h>

struct director;
struct live_task;

struct socket_pair {
    uint64_t ends[2]; /* their inodes */
};

/* The task has come back, perhaps from making a pair. */
void sockets_made(struct director *director, struct live_task *task);
/* One number for both ends of a pair; that of the socket itself if it is of no pair. */
uint64_t socket_channel(const struct director *director, uint64_t number);
/* The other end of what the task has there; 0: it isn't of a pair. */
uint64_t socket_peer(struct director *director, const struct live_task *task, int fd);

#endif
