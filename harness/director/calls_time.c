/* SPDX-License-Identifier: MIT */
/* Virtual time: sleeping, clocks, yielding; and the submission's randomness, which is seeded.
 * Nobody ever sleeps in the kernel: a sleeper is a pending call with a deadline. */
#include "director/calls.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>

enum { SECOND = 1000000000, BUSY_CLOCK_READS = 50 };

static uint64_t clock_base(clockid_t clock)
{
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI)
        return (uint64_t)EPOCH * SECOND;
    if (clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID || clock < 0)
        return 0;
    return (uint64_t)BOOT * SECOND;
}

void set_deadline(struct director *director, struct live_task *task, const struct timespec *limit,
                  bool absolute, clockid_t clock)
{
    if (task->deadline != NEVER)
        return; /* announced anew after a signal: the old one holds */
    task->deadline = due_at(director, limit, absolute, clock);
    task->announced.argument = (int64_t)(task->deadline - director->now);
}

uint64_t due_at(const struct director *director, const struct timespec *limit, bool absolute,
                clockid_t clock)
{
    uint64_t base = absolute ? clock_base(clock) : 0;
    uint64_t seconds = limit->tv_sec > 0 ? (uint64_t)limit->tv_sec : 0;
    uint64_t length = seconds > UINT32_MAX ? (uint64_t)UINT32_MAX * SECOND
                                           : seconds * SECOND + (uint64_t)limit->tv_nsec;
    uint64_t due = absolute ? (length > base ? length - base : 0) : director->now + length;
    return due > director->now ? due : director->now;
}

bool deadline_passed(const struct director *director, const struct live_task *task)
{
    return task->deadline <= director->now;
}

static bool valid(const struct timespec *time)
{
    return time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec < SECOND;
}

static void announce_sleep(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.yields = true;
    bool clocked = task->call.nr == SYS_clock_nanosleep;
    struct timespec length;
    uint64_t address = task->call.args[clocked ? 2 : 0];
    if (task_read(task->os, address, &length, sizeof length) != sizeof length || !valid(&length))
        return; /* fails at once, in perform */
    bool absolute = clocked && task->call.args[1] & TIMER_ABSTIME;
    set_deadline(director, task, &length, absolute,
                 clocked ? (clockid_t)task->call.args[0] : CLOCK_MONOTONIC);
}

static bool sleep_ready(struct director *director, struct live_task *task)
{
    return task->deadline == NEVER || deadline_passed(director, task);
}

static void perform_sleep(struct director *director, struct live_task *task)
{
    int64_t result = task->deadline != NEVER ? 0 : -EINVAL;
    record_step(director, task, result);
    task->busy = 0;
    grant_answer(director, task, result);
}

const struct call_class call_sleep = {announce_sleep, sleep_ready, perform_sleep, NULL};

/* A program that reads the clock in a loop must not be invisible: past a number of reads each is a
 * choice, so that the others and the clock come in between. */
static void announce_clock(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.yields = true;
    task->announced.transparent = task->busy < BUSY_CLOCK_READS;
    task->announced.unrecorded = task->announced.transparent;
    (void)director;
}

static bool write_out(struct live_task *task, uint64_t address, const void *data, size_t size)
{
    return task_write(task->os, address, data, size) == (ssize_t)size;
}

static int64_t read_clock(struct director *director, struct live_task *task)
{
    bool get = task->call.nr == SYS_clock_gettime;
    uint64_t base = clock_base(get ? (clockid_t)task->call.args[0] : CLOCK_REALTIME);
    uint64_t now = base + director->now;
    int64_t seconds = (int64_t)(now / SECOND), rest = (int64_t)(now % SECOND);
    uint64_t address = task->call.args[get ? 1 : 0];
    struct timespec precise = {seconds, rest};
    struct timeval coarse = {seconds, rest / 1000};
    struct tms used = {0};
    switch (task->call.nr) {
    case SYS_clock_gettime:
        return write_out(task, address, &precise, sizeof precise) ? 0 : -EFAULT;
    case SYS_gettimeofday:
        return !address || write_out(task, address, &coarse, sizeof coarse) ? 0 : -EFAULT;
    case SYS_times:
        return !address || write_out(task, address, &used, sizeof used)
                   ? (int64_t)(director->now / (SECOND / 100))
                   : -EFAULT;
    default:
        return !address || write_out(task, address, &seconds, sizeof seconds) ? seconds : -EFAULT;
    }
}

static void perform_clock(struct director *director, struct live_task *task)
{
    int64_t result = read_clock(director, task);
    if (!task->announced.unrecorded)
        record_step(director, task, result < 0 ? result : 0);
    task->busy++;
    grant_answer(director, task, result);
}

const struct call_class call_clock = {announce_clock, NULL, perform_clock, NULL};

static void announce_yield(struct director *director, struct live_task *task)
{
    announce_default(director, task);
    task->announced.yields = true;
}

static void perform_yield(struct director *director, struct live_task *task)
{
    record_step(director, task, 0);
    grant_answer(director, task, 0);
}

const struct call_class call_yield = {announce_yield, NULL, perform_yield, NULL};

/* SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
static uint64_t next_random(struct director *director)
{
    uint64_t z = director->random += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static void announce_random(struct director *director, struct live_task *task)
{
    (void)director;
    announce_default(director, task);
    task->announced.transparent = true;
    task->announced.unrecorded = true;
}

void fill_random(struct director *director, void *buffer, size_t size)
{
    for (size_t done = 0; done < size; done += sizeof(uint64_t)) {
        uint64_t word = next_random(director);
        size_t part = size - done < sizeof word ? size - done : sizeof word;
        memcpy((char *)buffer + done, &word, part);
    }
}

static void perform_random(struct director *director, struct live_task *task)
{
    char bytes[256];
    size_t size = task->call.args[1] < sizeof bytes ? (size_t)task->call.args[1] : sizeof bytes;
    fill_random(director, bytes, size);
    bool written = write_out(task, task->call.args[0], bytes, size);
    grant_answer(director, task, written ? (int64_t)size : -EFAULT);
}

const struct call_class call_random = {announce_random, NULL, perform_random, NULL};
