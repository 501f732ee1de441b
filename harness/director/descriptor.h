/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_DIRECTOR_DESCRIPTOR_H
#define HARNESS_DIRECTOR_DESCRIPTOR_H

#include "contract/operation.h"

#include <stdbool.h>
#include <stdint.h>

struct director;
struct live_task;
struct live_process;

/* What is special about something to wait on. */
enum event_kind { EVENT_NONE, EVENT_SIGNALS, EVENT_EPOLL };

struct descriptor { /* what one of a process's descriptors stands for, as last seen */
    bool known;
    bool given;     /* by the sandbox, and never changed since */
    int copy;       /* our duplicate of a regular file's, kept until it is forgotten; -1 */
    bool inherited; /* its description, and so its position, is shared with a relative */
    bool random;    /* /dev/random or /dev/urandom: answered from the seed */
    enum event_kind event;
    enum object_class class;
    uint32_t object;
};

/* The kernel's number of an eventfd, by a duplicate of ours; -1: it is none. */
long event_number(int copy);

enum { DESCRIPTORS = 64 }; /* remembered; others are looked at each time */

/* Of main, which has but the standard streams. */
void descriptors_begin(const struct director *director, struct live_process *process);
/* What a descriptor of the task's process stands for; NULL when there is no such descriptor. */
const struct descriptor *descriptor_of(struct director *director, struct live_task *task, int fd);
/* Our duplicate of it, for use now and not later; -1 when there is none. Give it back. */
int descriptor_borrow(struct director *director, const struct live_task *task, int fd);
void descriptor_return(struct director *director, const struct live_task *task, int fd, int copy);
void descriptor_forget(struct director *director, struct live_task *task, int fd);
/* Before a fork: what is open now will be shared. */
void descriptors_inherit(struct director *director, struct live_task *task);
void descriptors_forget(struct live_process *process); /* all of them; closes our duplicates */

#endif
