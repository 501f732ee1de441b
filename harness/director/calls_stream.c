/* SPDX-License-Identifier: MIT */
/* Reading and writing. The director carries them out itself, on its own duplicate of the
 * descriptor: the description is shared, so the effect is the kernel's, and the result and the data
 * are known. Standard output and error are captured and go nowhere.
 *
 * A write to a pipe of at most PIPE_BUF bytes is one step. A longer one goes in pieces, each a step
 * of its own, as far as the pipe has room: that is where messages of several writers mix. */
#define _GNU_SOURCE
#include "director/calls.h"
#include "director/decide.h"
#include "director/readiness.h"

#include "base/allocate.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { VECTORS = 64, LARGEST = 4 << 20, UNPOSITIONED = -1 };

/* The bytes of a call, wherever they lie in the task. */
struct span {
    struct iovec parts[VECTORS];
    size_t count;
    size_t size;
    int64_t position;
};

static bool is_one_of(const struct live_task *task, const short numbers[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (task->call.nr == numbers[i])
            return true;
    return false;
}

static bool vectored(const struct live_task *task)
{
    static const short numbers[] = {SYS_readv,   SYS_writev,  SYS_preadv,
                                    SYS_pwritev, SYS_preadv2, SYS_pwritev2};
    return is_one_of(task, numbers, sizeof numbers / sizeof *numbers);
}

static bool positioned(const struct live_task *task)
{
    static const short numbers[] = {SYS_pread64, SYS_pwrite64, SYS_preadv,
                                    SYS_pwritev, SYS_preadv2,  SYS_pwritev2};
    return is_one_of(task, numbers, sizeof numbers / sizeof *numbers);
}

/* It wants more than the call of the same name without the number. */
static bool has_flags(const struct live_task *task)
{
    return (task->call.nr == SYS_preadv2 || task->call.nr == SYS_pwritev2) &&
           task->call.args[5] != 0;
}

/* False: the vector can't be read, is longer than we carry, or has flags: the kernel shall do it.
 */
static bool span_of(const struct live_task *task, struct span *span)
{
    *span =
        (struct span){.position = positioned(task) ? (int64_t)task->call.args[3] : UNPOSITIONED};
    uint64_t address = task->call.args[1], third = task->call.args[2];
    if (has_flags(task))
        return false;
    if (vectored(task)) {
        if (third > VECTORS || task_read(task->os, address, span->parts, third * 16) < 0)
            return false;
        span->count = (size_t)third;
    } else {
        span->parts[0] = (struct iovec){(void *)(uintptr_t)address, (size_t)third};
        span->count = 1;
    }
    for (size_t i = 0; i < span->count; i++) {
        span->size += span->parts[i].iov_len;
        if (span->parts[i].iov_len > LARGEST || span->size > LARGEST)
            return false;
    }
    return true;
}

static ssize_t gather(const struct live_task *task, const struct span *span, char *buffer)
{
    struct iovec here = {buffer, span->size};
    return span->size ? process_vm_readv(task->os, &here, 1, span->parts, span->count, 0) : 0;
}

static bool scatter(const struct live_task *task, const struct span *span, const char *buffer,
                    size_t size)
{
    struct iovec here = {(void *)(uintptr_t)buffer, size};
    return !size ||
           process_vm_writev(task->os, &here, 1, span->parts, span->count, 0) == (ssize_t)size;
}

static bool appends(const struct descriptor *descriptor)
{
    return descriptor->class == OBJECT_CONTENT && descriptor->copy >= 0 &&
           fcntl(descriptor->copy, F_GETFL) & O_APPEND;
}

static enum operation direction(const struct descriptor *descriptor, bool writes)
{
    if (descriptor->class == OBJECT_CHANNEL)
        return writes ? OPERATION_SEND : OPERATION_RECEIVE;
    if (!writes)
        return OPERATION_READ;
    return appends(descriptor) ? OPERATION_APPEND : OPERATION_WRITE;
}

static void announce_stream(struct director *director, struct live_task *task, bool writes)
{
    announce_default(director, task);
    struct announced *announced = &task->announced;
    announced->argument = (int64_t)task->call.args[2];
    const struct descriptor *descriptor = descriptor_of(director, task, (int)task->call.args[0]);
    if (!descriptor || descriptor->class == OBJECT_NONE) { /* no such file, or a device */
        announced->transparent = true;
        announced->unrecorded = true;
        return;
    }
    announced->operation = direction(descriptor, writes);
    bool moves_shared = descriptor->class == OBJECT_CONTENT && descriptor->inherited;
    announced->access = moves_shared ? ACCESS_WRITE : operation_info(announced->operation)->access;
    announced->object = descriptor->object;
}

static void announce_read(struct director *director, struct live_task *task)
{
    announce_stream(director, task, false);
}

static void announce_write(struct director *director, struct live_task *task)
{
    announce_stream(director, task, true);
}

static int borrow(struct director *director, const struct live_task *task)
{
    return descriptor_borrow(director, task, (int)task->call.args[0]);
}

static void give_back(struct director *director, const struct live_task *task, int copy)
{
    descriptor_return(director, task, (int)task->call.args[0], copy);
}

/* Would it go on now? Everybody else is held, so the answer is stable. */
static bool stream_ready(struct director *director, struct live_task *task, short events)
{
    bool channel = task->announced.operation == OPERATION_SEND ||
                   task->announced.operation == OPERATION_RECEIVE;
    if (!channel)
        return true;
    return descriptor_goes_on(director, task, (int)task->call.args[0], events);
}

static bool read_ready(struct director *director, struct live_task *task)
{
    return stream_ready(director, task, POLLIN);
}

static bool write_ready(struct director *director, struct live_task *task)
{
    return stream_ready(director, task, POLLOUT);
}

static char *buffer_of(size_t size)
{
    static char *buffer; /* one for the process's life: a step never needs two */
    static size_t capacity;
    if (size > capacity) {
        capacity = size;
        buffer = reallocate(buffer, capacity, 1);
    }
    return buffer;
}

/* With the fault, a stream gives or takes less than it could; at least one byte. */
static size_t shortened(struct director *director, struct live_task *task, size_t size)
{
    if (!task->short_io || size < 2)
        return size;
    task->short_io = false;
    long part = choose_value(director, task, 3);
    return part <= 0 ? 1 : part == 1 ? size / 2 : size - 1;
}

static bool reads_random(struct director *director, struct live_task *task)
{
    const struct descriptor *descriptor = descriptor_of(director, task, (int)task->call.args[0]);
    return descriptor && descriptor->random;
}

static void give_random(struct director *director, struct live_task *task, const struct span *span)
{
    char *buffer = buffer_of(span->size + 1);
    fill_random(director, buffer, span->size);
    bool given = scatter(task, span, buffer, span->size);
    grant_answer(director, task, given ? (int64_t)span->size : -EFAULT);
}

/* A signalfd gives the signals of who reads it, so the task must. */
static bool reads_signals(struct director *director, struct live_task *task)
{
    const struct descriptor *descriptor = descriptor_of(director, task, (int)task->call.args[0]);
    return descriptor && descriptor->event == EVENT_SIGNALS;
}

static void perform_read(struct director *director, struct live_task *task)
{
    struct span span;
    if (reads_signals(director, task)) {
        perform_continue(director, task);
        return;
    }
    if (reads_random(director, task) && span_of(task, &span)) {
        give_random(director, task, &span);
        return;
    }
    int copy = borrow(director, task);
    if (copy < 0 || task->announced.unrecorded || !span_of(task, &span)) {
        perform_continue(director, task);
        give_back(director, task, copy);
        return;
    }
    size_t size = shortened(director, task, span.size);
    char *buffer = buffer_of(size + 1);
    ssize_t got = span.position == UNPOSITIONED ? read(copy, buffer, size)
                                                : pread(copy, buffer, size, span.position);
    int64_t result = got < 0 ? -errno : got;
    give_back(director, task, copy);
    if (got > 0 && !scatter(task, &span, buffer, (size_t)got))
        result = -EFAULT;
    struct step *step = record_step(director, task, result);
    if (result > 0)
        record_data(director, step, buffer, (size_t)result);
    grant_answer(director, task, result);
}

const struct call_class call_read = {announce_read, read_ready, perform_read, NULL};

static void capture(struct director *director, struct live_task *task, const char *data,
                    size_t size)
{
    struct step *step = record_step(director, task, (int64_t)size);
    uint64_t left = director->limits.output - director->output_bytes;
    bool over = size > left;
    record_data(director, step, data, over ? (size_t)left : size);
    director->output_bytes += over ? left : size;
    grant_answer(director, task, (int64_t)size);
    if (over) {
        director->run->output_truncated = true;
        end_run(director, RUN_LIMIT, "it printed more than %llu bytes",
                (unsigned long long)director->limits.output);
    }
}

static bool no_reader(int copy)
{
    return descriptor_polls(copy, POLLOUT) & POLLERR;
}

/* Writes what fits now. The flag belongs to the description that the task shares, and everybody is
 * held: it is as it was before anyone can look. */
static ssize_t write_now(int copy, const char *data, size_t size)
{
    int flags = fcntl(copy, F_GETFL);
    bool change = !(flags & O_NONBLOCK);
    if (change)
        fcntl(copy, F_SETFL, flags | O_NONBLOCK);
    ssize_t written = write(copy, data, size);
    int cause = errno;
    if (change)
        fcntl(copy, F_SETFL, flags);
    errno = cause;
    return written;
}

/* One piece of a write to a channel. The call is over when all is written, or the description
 * doesn't block; else the task stays pending with what is left. */
static void send_piece(struct director *director, struct live_task *task, int copy,
                       const char *data, size_t size)
{
    size_t left = size - (size_t)task->done;
    bool atomic = size <= PIPE_BUF;
    size_t want = atomic && task->announced.object ? left : shortened(director, task, left);
    bool blocks = !(fcntl(copy, F_GETFL) & O_NONBLOCK);
    ssize_t written = write_now(copy, data + task->done, want);
    int64_t result = written < 0 ? -errno : written;
    struct step *step = record_step(director, task, result);
    if (written > 0)
        record_data(director, step, data + task->done, (size_t)written);
    if (written < 0) {
        grant_answer(director, task, task->done ? (int64_t)task->done : result);
        return;
    }
    task->done += (uint64_t)written;
    if (task->done == size || !blocks || size == 0)
        grant_answer(director, task, (int64_t)task->done);
}

static void write_file(struct director *director, struct live_task *task, const struct span *span,
                       int copy, const char *data)
{
    ssize_t written = span->position == UNPOSITIONED
                          ? write(copy, data, span->size)
                          : pwrite(copy, data, span->size, span->position);
    int64_t result = written < 0 ? -errno : written;
    struct step *step = record_step(director, task, result);
    if (written > 0)
        record_data(director, step, data, (size_t)written);
    grant_answer(director, task, result);
}

static void write_span(struct director *director, struct live_task *task, const struct span *span,
                       int copy)
{
    char *data = buffer_of(span->size + 1);
    if (gather(task, span, data) != (ssize_t)span->size) {
        perform_continue(director, task);
        return;
    }
    enum object_class class = director->keys[task->announced.object].class;
    if (class == OBJECT_OUTPUT)
        capture(director, task, data, span->size);
    else if (class == OBJECT_CONTENT)
        write_file(director, task, span, copy, data);
    else if (no_reader(copy))
        perform_continue(director, task); /* EPIPE, and SIGPIPE, from the kernel */
    else
        send_piece(director, task, copy, data, span->size);
}

static void perform_write(struct director *director, struct live_task *task)
{
    struct span span;
    bool captured = director->keys[task->announced.object].class == OBJECT_OUTPUT;
    int copy = captured ? -1 : borrow(director, task);
    if ((copy < 0 && !captured) || task->announced.unrecorded || !span_of(task, &span))
        perform_continue(director, task);
    else
        write_span(director, task, &span, copy);
    give_back(director, task, copy);
}

const struct call_class call_write = {announce_write, write_ready, perform_write, NULL};

/* Socket messages: ready as a stream is; the kernel carries them out. */
static bool receives(const struct live_task *task)
{
    return task->call.nr == SYS_recvfrom || task->call.nr == SYS_recvmsg;
}

static void announce_message(struct director *director, struct live_task *task)
{
    announce_stream(director, task, !receives(task));
}

static bool message_ready(struct director *director, struct live_task *task)
{
    unsigned long flags =
        task->call.args[task->call.nr == SYS_recvfrom || task->call.nr == SYS_sendto ? 3 : 2];
    return flags & MSG_DONTWAIT || stream_ready(director, task, receives(task) ? POLLIN : POLLOUT);
}

const struct call_class call_message = {announce_message, message_ready, perform_continue, NULL};
