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
#include "director/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIGNALS = 65 };
#define NEVER UINT64_MAX /* no deadline */

enum task_state {
    TASK_RUNNING,
    TASK_PENDING,
    TASK_QUEUED,
    TASK_STOPPED,
    TASK_ASTRAY,
    TASK_ZOMBIE,
    TASK_GONE,
};

struct director;
struct live_task;

/* How one kind of call is modelled; one row per system call in calls.c. */
struct call_class {
    /* Fills what the step will be (task->announced); may declare the call transparent. */
    void (*announce)(struct director *director, struct live_task *task);
    /* Would it go on now? NULL: always. Must not change anything. */
    bool (*ready)(struct director *director, struct live_task *task);
    /* Takes the step: answers, continues, queues, or leaves the call pending for its next piece. */
    void (*perform)(struct director *director, struct live_task *task);
    /* The deadline passed before it was ready: answers so. NULL: same as perform. */
    void (*expire)(struct director *director, struct live_task *task);
};

struct announced {
    enum operation operation;
    enum access access;
    uint32_t object;
    uint32_t other;
    int64_t argument;
    bool yields;
    bool transparent; /* nobody else can tell when it happens: no choice */
    bool unrecorded;  /* and no step either */
};

struct action {       /* what a process does with a signal */
    uint64_t handler; /* 0 default, 1 ignore */
    uint64_t flags;
};

struct descriptor { /* what one of a process's descriptors stands for, as last seen */
    bool known;
    enum object_class class;
    uint32_t object;
};

enum { DESCRIPTORS = 64 }; /* remembered; others are looked at each time */

struct live_process {
    uint32_t leader; /* task index */
    int pidfd;
    pid_t inside; /* its pid as the submission sees it; 0 until known */
    pid_t group;
    uint64_t alarm, alarm_interval; /* ITIMER_REAL, virtual ns */
    bool ended;
    bool execed; /* runs another program, without our agent */
    struct action actions[SIGNALS];
    struct descriptor descriptors[DESCRIPTORS];
};

struct live_task {
    uint32_t index;
    pid_t os;         /* thread id as we see it */
    uint32_t process; /* index into director->processes */
    enum task_state state;
    bool born;   /* reported for the first time */
    uint64_t id; /* of the notification to answer */
    struct seccomp_data call;
    const struct call_class *class;
    struct announced announced;
    uint64_t deadline; /* virtual ns; NEVER: none */
    bool woken;        /* a QUEUED task got its answer: `answer` */
    int64_t answer;
    uint64_t done;      /* bytes of a long write already taken */
    bool short_io;      /* the step being taken has the fault of that name */
    bool waited;        /* was not ready at some decision since it announced */
    uint64_t queued_at; /* order in the futex queue */
    uint32_t futex;     /* object it is queued on */
    uint32_t wanted;    /* lock that it announced and perhaps hasn't got */
    struct {            /* a call that a caught signal took it out of */
        bool set, restarts;
        struct seccomp_data call;
        uint64_t deadline;
    } interrupted;
    uint64_t busy;     /* weight of steps since it last waited or the clock moved */
    uint32_t children; /* created so far, for names */
    uint32_t asleep;   /* idle slices in which it was found sleeping */
};

struct flight { /* a signal on its way */
    uint32_t target;
    uint32_t sender;
    int signal;
    uint32_t target_steps; /* taken by the target since: one at most */
};

enum { FLIGHTS = 256 };

struct object_key {
    enum object_class class;
    uint64_t first, second;
    uint32_t holder; /* of a lock; NO_TASK */
};

struct director {
    struct director_target target;
    struct limits limits;
    pid_t server;
    int server_pidfd;
    pid_t server_inside;
    uint64_t server_ready;          /* its READY notification; 0: not there */
    int server_status;              /* wait status of the last main, as the server saw it */
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
    size_t key_capacity, object_capacity, step_capacity, byte_capacity, choice_capacity;
    size_t record_capacity;
    struct flight flights[FLIGHTS];
    size_t flight_count;
    uint64_t now; /* virtual nanoseconds */
    uint64_t random;
    uint64_t queue_counter;
    uint64_t output_bytes;
    uint64_t progress_step; /* last step that changed something */
    uint64_t main_end_step; /* step at which main died; 0 */
    uint32_t clock_faults;
    uint32_t current; /* task that took the last step */
    uint64_t guard;   /* real deadline, ms on the monotonic clock */
    bool over;
    struct option options[512];
    size_t option_count;
};

/* task.c: the tables of tasks and processes */
struct live_task *task_add(struct director *director, pid_t os, uint32_t parent, bool thread);
struct live_task *task_by_os(struct director *director, pid_t os);
struct live_task *task_by_inside(struct director *director, pid_t inside); /* live or zombie */
struct live_process *process_of(struct director *director, const struct live_task *task);
bool task_alive(const struct live_task *task);
void task_died(struct director *director, struct live_process *process); /* its pidfd is ready */
void thread_died(struct director *director, struct live_task *task);
void tasks_clear(struct director *director);
pid_t inside_pid(pid_t os); /* from /proc; 0 when gone */

/* object.c: naming what steps touch */
uint32_t object_of(struct director *director, enum object_class class, uint64_t first,
                   uint64_t second, const char *name);
uint32_t object_of_path(struct director *director, const char *path);
void object_rename(struct director *director, const char *from, const char *to);
const struct descriptor *descriptor_of(struct director *director, struct live_task *task, int fd,
                                       int copy);
void descriptor_forget(struct director *director, struct live_task *task, int fd);

/* record.c: steps and bytes */
struct step *record_step(struct director *director, struct live_task *task, int64_t result);
struct step *record_event(struct director *director, uint32_t task, enum operation operation);
void record_data(struct director *director, struct step *step, const void *data, size_t size);
void note_crash(struct director *director, struct live_task *task);
void end_run(struct director *director, enum run_end end, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* grant.c: the ways to let a task go on; each leaves it RUNNING */
void grant_answer(struct director *director, struct live_task *task, int64_t value);
void grant_continue(struct director *director, struct live_task *task);

/* calls.c */
const struct call_class *call_class_of(const struct seccomp_data *call);
void announce_default(struct director *director, struct live_task *task);
void perform_continue(struct director *director, struct live_task *task);

/* signal.c */
void signal_send(struct director *director, uint32_t sender, uint32_t target, int signal);
void signal_deliver(struct director *director, size_t flight);
bool signal_must_come_first(const struct director *director, const struct live_task *task);
void signal_after_step(struct director *director, const struct live_task *task);
void child_signal(struct director *director, uint32_t parent);

/* futex.c */
void futex_recheck(struct director *director);
void futex_wake_spuriously(struct live_task *task);
void futex_expire(struct director *director);

/* calls_timer.c: sends what timers are due */
void timers_expire(struct director *director);

/* decide.c */
void list_options(struct director *director);
long choose_value(struct director *director, struct live_task *task, uint32_t count);

/* director.c: asks the chooser; negative when it stops the run */
long choose(struct director *director, const struct decision *decision);

/* wait.c */
void guard_start(struct director *director);
MUST_CHECK int await_reports(struct director *director, struct error *err); /* everybody is held */
MUST_CHECK int await_ends(struct director *director, struct error *err);    /* everybody is dead */
MUST_CHECK int await_server(struct director *director, struct error *err);  /* it said READY */

#endif
