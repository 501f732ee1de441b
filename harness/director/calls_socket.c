/* SPDX-License-Identifier: MIT */
/* The two ends of a socket pair are files of their own for the kernel, but one channel: what goes
 * in here comes out there. Only who made a pair is told which two belong together, so they are
 * looked at when the task that made them comes back. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/socket.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <stdlib.h>
#include <sys/stat.h>

static void announce_pair(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.transparent = true;
    task->announced.unrecorded = true;
}

static void perform_pair(struct director *director, struct live_task *task)
{
    task->made_pair = task->call.args[3];
    perform_continue(director, task);
}

const struct call_class call_pair = {announce_pair, NULL, perform_pair, NULL};

/* 0: the task has no such socket. */
static uint64_t socket_number(struct director *director, const struct live_task *task, int fd)
{
    struct stat about;
    cleanup_fd int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    return copy >= 0 && fstat(copy, &about) == 0 && S_ISSOCK(about.st_mode) ? about.st_ino : 0;
}

/* A number is used again once a socket is gone: the latest pair counts. */
static const struct socket_pair *pair_of(const struct director *director, uint64_t number)
{
    for (size_t i = director->pair_count; number && i-- > 0;)
        if (director->pairs[i].ends[0] == number || director->pairs[i].ends[1] == number)
            return &director->pairs[i];
    return NULL;
}

uint64_t socket_channel(const struct director *director, uint64_t number)
{
    const struct socket_pair *pair = pair_of(director, number);
    return pair ? pair->ends[0] : number;
}

uint64_t socket_peer(struct director *director, const struct live_task *task, int fd)
{
    uint64_t number = socket_number(director, task, fd);
    const struct socket_pair *pair = pair_of(director, number);
    return pair ? pair->ends[pair->ends[0] == number] : 0;
}

void sockets_made(struct director *director, struct live_task *task)
{
    int ends[2];
    uint64_t address = task->made_pair;
    task->made_pair = 0;
    if (!address || task_read(task->os, address, ends, sizeof ends) != sizeof ends)
        return;
    struct socket_pair pair = {
        .ends = {socket_number(director, task, ends[0]), socket_number(director, task, ends[1])}};
    if (!pair.ends[0] || !pair.ends[1] || pair.ends[0] == pair.ends[1])
        return; /* the call failed */
    array_reserve(director->pairs, director->pair_count, director->pair_capacity);
    director->pairs[director->pair_count++] = pair;
}
