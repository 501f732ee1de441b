/* SPDX-License-Identifier: MIT */
/* What the threads of a process share, as the director sees it. */
#ifndef HARNESS_DIRECTOR_PROCESS_H
#define HARNESS_DIRECTOR_PROCESS_H

#include "director/descriptor.h"
#include "director/mapping.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { SIGNALS = 65 };

struct action {       /* what a process does with a signal */
    uint64_t handler; /* 0 default, 1 ignore */
    uint64_t flags;
};

enum news { NEWS_NONE, NEWS_STOPPED, NEWS_CONTINUED }; /* for a wait that asks for them */

struct live_process {
    uint32_t leader; /* task index */
    int pidfd;
    pid_t inside; /* its pid as the submission sees it; 0 until known */
    pid_t group;
    uint64_t alarm, alarm_interval; /* ITIMER_REAL, virtual ns */
    enum news news;
    uint32_t promised; /* 1 + the task whose wait was told to take this one; 0 */
    bool ended;
    bool execed; /* runs another program, without our agent */
    struct action actions[SIGNALS];
    struct memory_map memory;
    int parent_death_signal; /* 0: none */
    bool subreaper;          /* orphans among its descendants become its children */
    bool moved;              /* from the working folder that main has */
    struct descriptor descriptors[DESCRIPTORS];
    uint32_t unseen; /* files opened that `descriptors` may not know yet */
};

#endif
