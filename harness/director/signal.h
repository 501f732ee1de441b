/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_SIGNAL_H
#define HARNESS_DIRECTOR_SIGNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct director;
struct live_process;
struct live_task;

struct flight { /* a signal on its way */
    uint32_t target;
    uint32_t sender;
    int signal;
    uint32_t target_steps; /* taken by the target since: one at most */
    bool for_thread;       /* for this task alone, not for any thread of its process */
    bool sent;             /* by the kernel itself: the task holds it, its handler hasn't run */
    uint64_t value;        /* that sigqueue gave it */
};

enum { POSIX_TIMERS = 32 };

struct posix_timer {
    bool used;
    bool silent; /* SIGEV_NONE */
    uint32_t process;
    int clock;
    uint64_t due, interval; /* virtual ns; NEVER: not armed */
    struct flight flight;   /* what it sends */
};

void signal_send(struct director *director, struct flight flight);
void signal_deliver(struct director *director, size_t flight);
void signal_kill(struct director *director, struct live_task *task); /* by force, at once */
/* The task has taken the one step that it may take while a signal is on its way to it. */
bool signal_must_come_first(const struct director *director, const struct live_task *task);
void signal_after_step(struct director *director, const struct live_task *task);
/* The kernel has sent SIGCHLD to this task. */
void signal_child(struct director *director, uint32_t parent);
/* To the children that asked to be sent one at the end of their guardian. */
void signal_orphans(struct director *director, uint32_t guardian);
/* The task goes on: the handlers of what the kernel has sent it run now. */
void signal_arrives(struct director *director, const struct live_task *task);

#endif
