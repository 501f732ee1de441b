/* SPDX-License-Identifier: MIT */
/* The agent: what is linked into a submission under test.
 *
 * It announces what the kernel wouldn't show (locks taken without a system call, shared memory,
 * computation) and turns what would pass by the kernel (the clock) into system calls. It holds no
 * verdict and no secret: the submission shares its address space. Everything here must be safe in a
 * signal handler and leave errno alone; so it speaks to the kernel by itself. */
#ifndef HARNESS_AGENT_AGENT_H
#define HARNESS_AGENT_AGENT_H

#include "contract/agent_call.h"
#include "contract/operation.h"

/* The sixth argument is the frame pointer: the kernel tells others nothing more of a held task's
 * registers than its arguments, and with this one its callers can be found (source/source.c). */
static inline long agent_syscall(long number, long a, long b, long c, long d, long e)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    __asm__ volatile("movq %%rbp, %%r9\n\tsyscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r9", "r11", "memory");
    return result;
}

/* One step, announced before it happens; returns when it may. */
static inline long agent_point(enum operation operation, const void *object, long argument)
{
    return agent_syscall(AGENT_CALL, AGENT_POINT, operation, (long)object, argument, 0);
}

/* In a static program the text is: what starts it, the agent, the submission, libmp and libraries.
 * What starts it and the libraries use the wrapped functions too, for purposes of their own, which
 * are nobody's business. */
void agent_text_begins(void);
void agent_text_ends(void);
void _start(void);
extern char etext[];

static inline int agent_from_library(const void *caller)
{
    const char *at = caller;
    return (at >= (const char *)_start && at < (const char *)agent_text_begins) ||
           (at > (const char *)agent_text_ends && at < etext);
}

#define CALLED_BY_LIBRARY agent_from_library(__builtin_return_address(0))

#endif
