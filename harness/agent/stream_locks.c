/* SPDX-License-Identifier: MIT */
/* The lock that every stream has, where a program takes it itself. What the C library does with it
 * within printf and its kin is nobody's business: it puts nothing of the program's in order. */
#include "agent.h"
#include "wrap.h"

#include <stdio.h>

WRAP(int, ftrylockfile, FILE *stream)
{
    UNLESS_LIBRARY(agent_point(OPERATION_TRY_LOCK, stream->_lock, LOCK_CHECKED));
    return __real_ftrylockfile(stream);
}

WRAP(void, flockfile, FILE *stream)
{
    if (CALLED_BY_LIBRARY) {
        __real_flockfile(stream);
        return;
    }
    agent_point(OPERATION_LOCK, stream->_lock, LOCK_CHECKED);
    if (__real_ftrylockfile(stream) == 0)
        return;
    __real_flockfile(stream);
    agent_point(OPERATION_LOCKED, stream->_lock, LOCK_CHECKED);
}

WRAP(void, funlockfile, FILE *stream)
{
    UNLESS_LIBRARY(agent_point(OPERATION_UNLOCK, stream->_lock, LOCK_CHECKED));
    __real_funlockfile(stream);
}
