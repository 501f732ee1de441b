/* SPDX-License-Identifier: MIT */
/* The director's model of one run: tasks, processes, what each announced, signals in flight, time.
 *
 * Invariants, quoted in asserts:
 *   I1  At most one task is RUNNING when a decision is made: none. Between decisions one runs
 *       (and, just after a fork, its child until its first report).
 *   I2  A task has a notification to answer exactly when it is PENDING or QUEUED.
 *   I3  A QUEUED task is on a futex queue, and becomes PENDING (with its answer) by a wake, its
 *       deadline, or a signal; never by itself.
 *   I4  ZOMBIE and GONE tasks have no notification and no signal in flight.
 *   I5  Virtual time never goes back, and no deadline below it is left on a QUEUED task.
 *   I6  A step is recorded exactly once, when it is taken.
 *
 *   state      entered by                                left by
 *   RUNNING    grant, fork (child), caught signal        its next report, its death
 *   PENDING    report of a call                          grant, fatal signal, stop
 *   QUEUED     grant of a futex wait                     wake, deadline, signal, death
 *   STOPPED    delivery of a stop signal                 SIGCONT, SIGKILL
 *   VFORKING   grant of a vfork                          its child's end or exec, its death
 *   ASTRAY     found asleep in the kernel after a grant  its next report, its death
 *   ZOMBIE     death                                     wait by its parent
 *   GONE       reaped, or a thread's end
 */
#ifndef HARNESS_DIRECTOR_STATE_H
#define HARNESS_DIRECTOR_STATE_H

#include "contract/choice.h"
#include "contract/limits.h"
#include "contract/run.h"
#include "director/director.h"
#include "director/object.h"
#include "director/path.h"
#include "director/signal.h"
#include "director/socket.h"
#include "director/task.h"
#include "director/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FLIGHTS = 256, OPTIONS = 512, TIMER_DESCRIPTORS = 32 };

struct timer_descriptor { /* of timerfd_create: calls_timer_descriptor.c */
    int event;            /* our duplicate of the eventfd that stands for it; -1: unused */
    int clock;
    uint64_t due, interval; /* virtual ns; NEVER: not armed */
};

struct director {
    struct director_target target;
    struct limits limits;
    pid_t server;
    int server_pidfd;
    uint64_t server_ready;              /* its first READY, until main is to be run; 0 */
    uint64_t server_wait;               /* its wait for main, until main is to be run again; 0 */
    int root;                           /* for path_find; owned */
    const struct watched_word *watched; /* by address; not owned */
    size_t watched_count;
    uint64_t output_identity[2][2]; /* device and inode of standard output and error */

    /* One run. */
    struct run *run;
    struct chooser chooser;
    struct locator locator;
    unsigned faults;
    struct live_task *tasks;
    size_t task_capacity;
    struct live_process *processes;
    size_t process_count, process_capacity;
    struct object_key *keys; /* beside run->objects */
    size_t key_capacity, object_capacity, step_capacity, byte_capacity, choice_capacity,
        taken_capacity;
    size_t record_capacity;
    struct flight flights[FLIGHTS];
    size_t flight_count;
    struct posix_timer timers[POSIX_TIMERS];
    struct timer_descriptor timer_descriptors[TIMER_DESCRIPTORS];
    uint64_t now; /* virtual nanoseconds */
    uint64_t random;
    struct said said;
    char present[PATH_LIMIT]; /* a path that is there, until names change; "" */
    struct socket_pair *pairs;
    size_t pair_count, pair_capacity;
    bool has_fifos; /* somebody made one */
    int fifo_both;  /* a FIFO kept open while a task opens it; -1 */
    uint64_t queue_counter;
    uint64_t lives; /* of memory that was given back */
    uint64_t memory_versions;
    uint64_t output_bytes;
    uint64_t progress_step;   /* last step that changed something */
    uint64_t silent;          /* steps since the last decision that nobody else can notice */
    uint64_t silent_accesses; /* to memory, that weren't choices */
    uint64_t main_end_step;   /* step at which main died; 0 */
    uint32_t clock_faults;
    bool clock_is_fault;  /* the clock could move now though it need not */
    uint32_t current;     /* task that took the last step */
    uint64_t guard;       /* real deadline, ms on the monotonic clock */
    uint64_t slice_began; /* on the same: when nothing was seen to happen for the last time */
    bool death_expected;  /* somebody was told to exit, or killed */
    bool over;
    struct option options[OPTIONS];
    size_t option_count;
};

#endif
