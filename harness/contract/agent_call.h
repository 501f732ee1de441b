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
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>

#define AGENT_CALL SYS_afs_syscall

enum agent_verb {
    AGENT_READY = 1, /* the fork server waits for an order: the answer is its order, see below */
    AGENT_BORN,      /* first call of a new process or thread: its pid, a thread's handle */
    AGENT_POINT,     /* operation, object address, argument, detail: a step, before it happens */
    AGENT_AWAIT,     /* address of a moment or 0: when the IPC object just tried has changed */
    AGENT_NOTE,      /* object: address of bytes, argument: their number; never a choice */
    AGENT_WATCH,     /* address, size of an array of uint64_t: which words threads will share */
    AGENT_FORGET,    /* address, size: this memory gets a new life */
};

/* The answer to READY: to run main, whose processes may each compute so many seconds; or to go on,
 * for a process of the submission that has executed its own program. The fork server's wait for
 * main ends when main is to be run again. */
enum { ORDER_GO_ON = -EALREADY };

/* Calls of the agent that are announcements as well, in what the kernel doesn't look at.
 * Main's birth: setpgid(0, 0, AGENT_BORN_MAIN, pid).
 * A wait for any child of several: wait4 and waitid with this in the upper half of the first
 * argument. Where the child to take isn't the one that the kernel would, the answer is its pid and
 * the bit, and a wait for just that one follows. */
#define AGENT_BORN_MAIN 0x6d61696eL
#define AGENT_ANY_CHILD 0x616e79L
#define AGENT_ANY_CHILD_SHIFT 32
#define AGENT_CHOSEN_CHILD (1L << 30)

static inline bool agent_asks_for_any_child(int number, uint64_t first)
{
    return (number == SYS_wait4 || number == SYS_waitid) &&
           first >> AGENT_ANY_CHILD_SHIFT == AGENT_ANY_CHILD;
}

/* At most so many words of private memory are known to be shared before they are touched. */
enum { WATCHED_WORDS = 4096 };
/* A bit beside the address of such a word: nothing puts its accesses in order. */
enum { WATCHED_CONTESTED = 1 };

/* The answer to an access that needn't have been announced: only contested words are worth it. */
enum { ANSWER_HUSH = 1 };

#endif
