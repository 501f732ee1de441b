/* SPDX-License-Identifier: MIT */
/* A worker is a child of mpgrade that does jobs until its channel closes. It is pinned to one core,
 * because the tasks of a submission that it directs hand over to each other fastest there, and it
 * is killed by the kernel when mpgrade dies, and with it everything it has confined.
 *
 * On the channel: an index (uint64_t) one way, a length (uint64_t) and as many bytes the other. */
#define _GNU_SOURCE
#include "worker.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

size_t jobs_processors(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) < 0)
        return 1;
    return (size_t)CPU_COUNT(&allowed);
}

static void pin(size_t slot)
{
    cpu_set_t allowed, one;
    if (sched_getaffinity(0, sizeof allowed, &allowed) < 0)
        return;
    size_t wanted = slot % (size_t)CPU_COUNT(&allowed);
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &allowed) && wanted-- == 0)
            CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

void jobs_stay(void)
{
    cpu_set_t one;
    int here = sched_getcpu();
    CPU_ZERO(&one);
    CPU_SET(here < 0 ? 0 : here, &one);
    sched_setaffinity(0, sizeof one, &one);
}

static bool send_all(int channel, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t sent = send(channel, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        if (sent > 0) {
            at += sent;
            size -= (size_t)sent;
        }
    }
    return true;
}

static bool receive_all(int channel, void *bytes, size_t size)
{
    char *at = bytes;
    while (size > 0) {
        ssize_t got = recv(channel, at, size, 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
    return true;
}

static void serve(int channel, const struct job_class *class, void *context)
{
    uint64_t index;
    while (receive_all(channel, &index, sizeof index)) {
        cleanup_with(text_free) struct text reply = {0};
        class->work(context, (size_t)index, &reply);
        uint64_t length = reply.length;
        if (!send_all(channel, &length, sizeof length) ||
            !send_all(channel, reply.data, reply.length))
            return;
    }
}

int worker_start(struct worker *worker, size_t slot, const struct job_class *class, void *context,
                 struct error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return error_errno(err, "no channel to a worker can be made");
    pid_t parent = getpid();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(0);
        pin(slot);
        serve(ends[1], class, context);
        _exit(0);
    }
    close(ends[1]);
    *worker = (struct worker){.process = child, .channel = ends[0], .job = NO_JOB};
    if (child > 0)
        return 0;
    error_errno(err, "no worker process can be made");
    close(ends[0]);
    worker->process = 0;
    return -1;
}

void worker_give(struct worker *worker, size_t index)
{
    uint64_t number = index;
    worker->job = (long)index;
    send_all(worker->channel, &number, sizeof number);
}

static void describe_death(int status, struct text *death)
{
    if (WIFSIGNALED(status))
        text_add_format(death, "the grading process was killed by SIG%s",
                        sigabbrev_np(WTERMSIG(status)));
    else
        text_add_format(death, "the grading process ended with status %d", WEXITSTATUS(status));
}

static void bury(struct worker *worker, struct text *death)
{
    int status = 0;
    close(worker->channel);
    kill(worker->process, SIGKILL);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR)
        continue;
    if (death)
        describe_death(status, death);
    *worker = (struct worker){.channel = -1, .job = NO_JOB};
}

bool worker_collect(struct worker *worker, struct text *reply, struct text *death)
{
    uint64_t length;
    char part[4096];
    bool alive = receive_all(worker->channel, &length, sizeof length);
    while (alive && length > 0) {
        size_t size = length < sizeof part ? (size_t)length : sizeof part;
        alive = receive_all(worker->channel, part, size);
        text_add(reply, part, alive ? size : 0);
        length -= size;
    }
    worker->job = NO_JOB;
    if (!alive)
        bury(worker, death);
    return alive;
}

void worker_stop(struct worker *worker)
{
    if (!worker->process)
        return;
    if (worker->job == NO_JOB) {
        shutdown(worker->channel, SHUT_WR); /* younger workers have copies of this end */
        close(worker->channel);
        while (waitpid(worker->process, NULL, 0) < 0 && errno == EINTR)
            continue;
        *worker = (struct worker){.channel = -1, .job = NO_JOB};
    } else {
        bury(worker, NULL);
    }
}
