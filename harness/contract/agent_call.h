/* SPDX-License-Identifier: MIT */
/* How the agent inside a submission speaks to the director: a system call that Linux never
 * implemented on this architecture (afs_syscall), which the sandbox's filter passes on as a
 * notification. Outside the harness it fails with ENOSYS, so an agent without a director is inert.
 *
 *   syscall(AGENT_CALL, verb, operation, object, argument, detail)
 *
 * Nothing that comes this way is trusted: a submission can make the call itself. It can then move
 * its own schedule points and spoil its own trace, but no verdict rests on it where a system call
 * shows the same thing. */
#ifndef HARNESS_CONTRACT_AGENT_CALL_H
#define HARNESS_CONTRACT_AGENT_CALL_H

#include <errno.h>
#include <sys/syscall.h>

#define AGENT_CALL SYS_afs_syscall

enum agent_verb {
    AGENT_READY = 1, /* the fork server waits for an order: the answer is its order, see below */
    AGENT_BORN,      /* first call of a new process or thread: its pid, a thread's handle */
    AGENT_POINT,     /* operation, object address, argument, detail: a step, before it happens */
    AGENT_WAIT,      /* id type, id, options as of waitid: which child to wait for now; 0: none */
    AGENT_AWAIT,     /* address of a moment or 0: when the IPC object just tried has changed */
    AGENT_NOTE,      /* object: address of bytes, argument: their number; never a choice */
    AGENT_WATCH,     /* address, size of an array of uint64_t: which words threads will share */
    AGENT_FORGET,    /* address, size: this memory gets a new life */
};

/* Argument of an OPERATION_CONDITION that POSIX lets end without a signal: answered 1, it does. */
enum { CONDITION_MAY_END_EARLY = 3 };

/* The answer to READY: to quit; to run main, whose processes may each compute so many seconds; or
 * to go on, for a process of the submission that has executed its own program. */
enum { ORDER_QUIT = 0, ORDER_GO_ON = -EALREADY };

/* At most so many words of private memory are known to be shared before they are touched. */
enum { WATCHED_WORDS = 4096 };
/* A bit beside the address of such a word: nothing puts its accesses in order. */
enum { WATCHED_CONTESTED = 1 };

/* The answer to an access that needn't have been announced: only contested words are worth it. */
enum { ANSWER_HUSH = 1 };

#endif
