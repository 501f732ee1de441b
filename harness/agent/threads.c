/* SPDX-License-Identifier: MIT */
/* Threads. A new one announces itself before any code of the student's runs in it, by the handle
 * that its creator knows it by; a join tells the handle after the fact, for a thread that ended
 * long ago is joined without a system call. A process that forks leaves its other threads behind:
 * its child is alone again. */
#define _GNU_SOURCE
#include "agent.h"
#include "ownership.h"
#include "wrap.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

struct start {
    void *(*routine)(void *);
    int (*c11_routine)(void *); /* one of the two */
    void *argument;
    unsigned char number;
};

static struct start *start_new(void *argument)
{
    struct start *start = malloc(sizeof *start);
    if (start)
        *start = (struct start){.argument = argument, .number = ownership_new_thread()};
    return start;
}

static void start_cancel(struct start *start)
{
    ownership_thread_gone();
    free(start);
}

enum { REUSED_STACK = 1 << 16 };

/* Its stack, and its own variables above it, may have been another thread's. */
static void forget_stack(const char *top)
{
    const char *low = top - REUSED_STACK;
    ownership_forget(low, (size_t)((const char *)pthread_self() - low));
}

/* Runs in the new thread. */
static struct start enter(struct start *given)
{
    struct start start = *given;
    ownership_enter(start.number);
    forget_stack(__builtin_frame_address(0));
    agent_syscall(AGENT_CALL, AGENT_BORN, getpid(), (long)pthread_self(), 0, 0);
    free(given);
    return start;
}

static void *run(void *given)
{
    struct start start = enter(given);
    return start.routine(start.argument);
}

static int run_c11(void *given)
{
    struct start start = enter(given);
    return start.c11_routine(start.argument);
}

/* The C library begins with taking its own locks, where the other threads then wait: what they do
 * before must be able to come first. */
WRAP(pid_t, fork, void)
{
    if (ownership_counts)
        agent_point(OPERATION_FORK_BEGINS, NULL, 0);
    return __real_fork();
}

WRAP(int, pthread_create, pthread_t *thread, const pthread_attr_t *attributes,
     void *(*routine)(void *), void *argument)
{
    struct start *start = start_new(argument);
    if (!start)
        return EAGAIN;
    start->routine = routine;
    int result = __real_pthread_create(thread, attributes, run, start);
    if (result != 0)
        start_cancel(start);
    return result;
}

WRAP(int, thrd_create, thrd_t *thread, thrd_start_t routine, void *argument)
{
    struct start *start = start_new(argument);
    if (!start)
        return thrd_nomem;
    start->c11_routine = routine;
    int result = __real_thrd_create(thread, run_c11, start);
    if (result != thrd_success)
        start_cancel(start);
    return result;
}

static int joined(pthread_t thread, int result)
{
    if (result != 0)
        return result;
    agent_point(OPERATION_JOIN, NULL, (long)thread);
    ownership_thread_gone();
    return 0;
}

WRAP(int, pthread_join, pthread_t thread, void **value)
{
    return joined(thread, __real_pthread_join(thread, value));
}

WRAP(int, pthread_tryjoin_np, pthread_t thread, void **value)
{
    return joined(thread, __real_pthread_tryjoin_np(thread, value));
}

WRAP(int, pthread_timedjoin_np, pthread_t thread, void **value, const struct timespec *deadline)
{
    return joined(thread, __real_pthread_timedjoin_np(thread, value, deadline));
}

WRAP(int, thrd_join, thrd_t thread, int *value)
{
    return joined(thread, __real_thrd_join(thread, value)); /* thrd_success is 0 */
}

/* Whoever comes later, having waited or not, knows what the routine did. */
static __thread void (*once_routine)(void);
static __thread void *once_control;

static void run_once(void)
{
    void (*routine)(void) = once_routine;
    void *control = once_control;
    routine();
    agent_point(OPERATION_EVENT, control, 0);
}

WRAP(int, pthread_once, pthread_once_t *control, void (*routine)(void))
{
    if (CALLED_BY_LIBRARY)
        return __real_pthread_once(control, routine);
    once_routine = routine;
    once_control = control;
    int result = __real_pthread_once(control, run_once);
    agent_point(OPERATION_EVENT, control, 0);
    return result;
}

WRAP(void, call_once, once_flag *flag, void (*routine)(void))
{
    __wrap_pthread_once((pthread_once_t *)flag, routine); /* glibc: one and the same */
}
