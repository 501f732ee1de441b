/* SPDX-License-Identifier: MIT */
/* The runtime's weak hook, and the driver's remarks. */
#include "agent.h"

#include "agent/probe.h"
#include "observe.h"

#include <stdarg.h>
#include <stdio.h>

static const unsigned short operations[MP_OBSERVE_COUNT] = {
    [MP_OBSERVE_LOCK] = OPERATION_LOCK,
    [MP_OBSERVE_TRY_LOCK] = OPERATION_TRY_LOCK,
    [MP_OBSERVE_LOCKED] = OPERATION_LOCKED,
    [MP_OBSERVE_UNLOCK] = OPERATION_UNLOCK,
    [MP_OBSERVE_SEMAPHORE_WAIT] = OPERATION_SEMAPHORE_WAIT,
    [MP_OBSERVE_SEMAPHORE_TRY] = OPERATION_SEMAPHORE_TRY,
    [MP_OBSERVE_SEMAPHORE_GOT] = OPERATION_SEMAPHORE_GOT,
    [MP_OBSERVE_SEMAPHORE_POST] = OPERATION_SEMAPHORE_POST,
    [MP_OBSERVE_EVENT] = OPERATION_EVENT,
    [MP_OBSERVE_CONDITION] = OPERATION_CONDITION,
    [MP_OBSERVE_BARRIER] = OPERATION_BARRIER,
    [MP_OBSERVE_QUEUE_PUT] = OPERATION_QUEUE_PUT,
    [MP_OBSERVE_QUEUE_GET] = OPERATION_QUEUE_GET,
    [MP_OBSERVE_QUEUE_QUERY] = OPERATION_QUEUE_QUERY,
    [MP_OBSERVE_QUEUE_DONE] = OPERATION_QUEUE_DONE,
};

void mp_observe_(enum mp_observed what, const void *object, long detail)
{
    agent_point(operations[what], object, detail);
}

int __real_vsnprintf(char *to, size_t size, const char *format, va_list list);

void probe_note(const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = __real_vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof text)
        length = (int)sizeof text - 1;
    agent_syscall(AGENT_CALL, AGENT_NOTE, OPERATION_NOTE, (long)text, length, 0);
}
