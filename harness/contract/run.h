/* SPDX-License-Identifier: MIT */
/* The record of one finished run: everything that oracles, detectors and reports may know of it.
 *
 * Plain data, filled by the director, read by everybody else. Nothing in it depends on process ids,
 * addresses or real time. Index 0 of `tasks` is main; index 0 of `objects` stands for "none". */
#ifndef HARNESS_CONTRACT_RUN_H
#define HARNESS_CONTRACT_RUN_H

#include "contract/choice.h"
#include "contract/location.h"
#include "contract/operation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum run_end {
    RUN_COMPLETED,  /* main ended, and so did everything else, or it was left behind: see tasks */
    RUN_DEADLOCK,   /* nobody can run and no time is due */
    RUN_LIVELOCK,   /* the step bound was reached without progress: somebody spins */
    RUN_STEP_LIMIT, /* the step bound was reached */
    RUN_LIMIT,      /* a resource limit was hit and the run was stopped; `detail` names it */
    RUN_GUARD,      /* the wall-clock guard fired: nothing is known */
    RUN_DIVERGED,   /* a replayed schedule didn't fit; `detail` says where */
};

enum fate {
    FATE_ALIVE,     /* still there when the run was over */
    FATE_EXITED,    /* `status` is the exit status, 0..255 */
    FATE_SIGNALLED, /* `status` is the signal */
};

enum { NO_TASK = UINT32_MAX };

struct task {
    char *path;        /* "main", "main.1", "main.1.2": order of creation under each parent */
    uint32_t parent;   /* task that created it; NO_TASK for main */
    uint32_t guardian; /* who waits for it: its parent, or who took it in; NO_TASK for main */
    uint32_t process;  /* first task of its process; its own index unless it is a thread */
    enum fate fate;
    int status, pid;     /* the pid as a process sees it itself; 0: it wasn't born yet */
    uint32_t reaped_by;  /* who waited, or ignores SIGCHLD; NO_TASK: a zombie, if it ended */
    uint32_t born_step;  /* step index, 0 for main */
    uint32_t death_step; /* step at which it ended; 0 while alive */
    uint32_t reap_step;  /* 0 if not reaped */
    bool orphaned;       /* its guardian ended before it did, and nobody took it in */
    uint32_t waits_on;   /* object, while blocked at the end of a deadlock; 0: none */
    uint32_t keeps_open; /* pipe with a reader who waits for ever, open for writing here; 0 */
    char *waiting_for;   /* while blocked at the end of a deadlock: "lock 1, held by main.2" */
};

struct object {
    enum object_class class;
    uint64_t identity;        /* the same in every run of a program, whatever its number there */
    char *name;               /* "tickets.txt", "pipe 1", "lock 2", "standard output" */
    uint64_t space, position; /* of memory: whose (0: unknown), and where in it; to be compared */
    bool private_memory;      /* only the threads of one process see it */
};

struct step {
    uint32_t task;
    enum operation operation;
    enum access access; /* of the object: a row's own, or narrower (open without O_CREAT reads) */
    uint32_t object;    /* 0: none */
    uint32_t other;     /* another task concerned: child of fork, target of kill, child waited for;
                           NO_TASK: none */
    int64_t argument;   /* signal number, flags, size asked for, nanoseconds: by operation; of
                           memory: see memory_argument */
    int64_t result;     /* what the call returned: >= 0, or -errno. Fork, wait and getpid: 0 or
                           -errno, the task is `other`. Of a delivery: 1 if the signal is blocked */
    uint64_t address;   /* of what it is about, if that lies in its process's own memory; 0 */
    uint64_t time;      /* virtual nanoseconds since the start */
    size_t data;        /* offset in `bytes` of what was read, written, or noted */
    size_t size;        /* its length; content beyond the limit of capture is not kept */
    bool blocked;       /* had to wait before it was taken */
    bool concerns_threads; /* with it other threads end, or are copied as they are */
    struct location where; /* only in detailed runs */
};

struct file_image {
    char *path; /* below the working folder */
    char *data;
    size_t size;
    bool regular; /* only regular files have data */
};

struct run {
    enum run_end end;
    char *detail; /* one sentence; NULL when there is nothing to add */
    struct task *tasks;
    size_t task_count;
    struct object *objects;
    size_t object_count;
    struct step *steps; /* steps[0] is step 1 of the report */
    size_t step_count;
    char *bytes; /* captured data, see step.data */
    size_t byte_count;
    struct file_image *files; /* the working folder at the end, sorted by path */
    size_t file_count;
    struct option *choices; /* the options taken, in order: see explore/schedule.h */
    size_t choice_count;
    struct option *taken; /* every option taken, those included to which there was no other */
    size_t taken_count;
    uint64_t time;            /* virtual nanoseconds at the end */
    uint32_t preemptions;     /* switches away from a task that could have gone on */
    uint32_t uncontrolled;    /* calls that slept in the kernel unmodelled */
    char *uncontrolled_names; /* comma-separated; NULL if none */
    bool output_truncated;    /* the limit of output was reached */
};

void run_clear(struct run *run); /* frees everything below, leaves an empty run */
void run_copy(struct run *to, const struct run *from); /* deep; `to` is overwritten */
/* What a step's object is called, the student's own word for it first; NULL: it has none. */
const char *run_object_name(const struct run *run, const struct step *step);
/* 64-bit digest of everything that must repeat when the same choices are made again. */
uint64_t run_fingerprint(const struct run *run);

const char *run_end_name(enum run_end end); /* "completed", "deadlock", … */

#endif
