/* SPDX-License-Identifier: MIT */
/* Tasks and processes as the director sees them, and the model of one kind of call. */
#ifndef HARNESS_DIRECTOR_TASK_H
#define HARNESS_DIRECTOR_TASK_H

#include "contract/operation.h"
#include "director/process.h"

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define NEVER UINT64_MAX /* no deadline */

struct director;
struct live_task;

enum task_state {
    TASK_RUNNING,
    TASK_PENDING,
    TASK_QUEUED,
    TASK_STOPPED,
    TASK_VFORKING,
    TASK_ASTRAY,
    TASK_ZOMBIE,
    TASK_GONE,
};

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
    uint64_t address; /* see struct option */
    bool yields;
    bool transparent; /* nobody else can tell when it happens: no choice */
    bool unrecorded;  /* and no step either */
};

struct fifo { /* an open that meets the other side: calls_fifo.c */
    bool waits;
    int held; /* the side of a task that is still to come; -1 */
    uint64_t identity[2];
};

struct live_task {
    uint32_t index;
    pid_t os;         /* thread id as we see it */
    uint32_t process; /* index into director->processes */
    enum task_state state;
    bool born;        /* reported for the first time */
    bool holds_up;    /* its parent is in vfork, until its exec or its end */
    bool execing;     /* the step just taken was an exec, which may have failed */
    bool unannounced; /* reported, and the others aren't all held yet */
    uint64_t id;      /* of the notification to answer */
    struct seccomp_data call;
    const struct call_class *class;
    struct announced announced;
    uint64_t announced_at; /* virtual ns */
    uint64_t deadline;     /* virtual ns; NEVER: none */
    bool woken;            /* a QUEUED task got its answer: `answer` */
    int64_t answer;
    uint64_t done;          /* bytes of a long write already taken */
    bool short_io;          /* the step being taken has the fault of that name */
    bool waited;            /* was not ready at some decision since it announced */
    uint64_t queued_at;     /* order in the queue of the object `futex` */
    uint32_t futex, wanted; /* `wanted`: lock that it announced and perhaps hasn't got */
    bool wants_alone;       /* that lock has one holder: it is no semaphore */
    uint64_t library[2];    /* addresses of the locks and queues announced in its last steps; 0 */
    uint32_t unasked;       /* wakeups and interruptions out of nothing that it has had */
    struct {                /* a call that it was stopped in, and makes again */
        bool set;
        struct seccomp_data call;
        uint64_t deadline;
    } resumed;
    uint32_t changing;  /* IPC object that the step just taken may have changed; 0 */
    uint64_t made_pair; /* where a socketpair that it was granted puts its two numbers; 0 */
    struct fifo fifo;
    uint32_t awaited, seen_changes; /* that it last tried, and what it knows of it */
    struct {                        /* its last step that was no pause */
        enum operation operation;
        uint32_t object, times;
    } last;                    /* taken so many times in a row */
    uint64_t busy;             /* weight of steps since it last waited or the clock moved */
    uint64_t tid_word, handle; /* of a thread: cleared at its end; its creator's name for it; 0 */
    struct { /* reads of memory since somebody came further, at the step `since` */
        uint64_t since;
        uint32_t count, object, rounds; /* one that it read, and how often it came back to it */
    } looks;
    uint32_t silent;           /* accesses to memory since its last choice */
    uint32_t children, asleep; /* created so far, for names; idle slices that found it sleeping */
};

struct live_task *task_add(struct director *director, pid_t os, uint32_t parent, bool thread);
struct live_task *task_by_os(struct director *director, pid_t os);
struct live_task *task_by_inside(struct director *director, pid_t inside); /* live or zombie */
struct live_task *task_by_thread(struct director *director, pid_t inside); /* live */
struct live_process *process_of(struct director *director, const struct live_task *task);
bool task_alive(const struct live_task *task);
/* Would other threads of its process end with such a step, or be copied as they are? */
bool task_concerns_threads(const struct director *director, uint32_t task, enum operation step);
void task_died(struct director *director, struct live_process *process); /* its pidfd is ready */
void thread_died(struct director *director, struct live_task *task);
void tasks_clear(struct director *director);
pid_t inside_pid(pid_t os); /* from /proc; 0 when gone */
#endif
