/* SPDX-License-Identifier: MIT */
/* What a process's descriptors stand for. Each is looked at once, on a duplicate of ours, and
 * remembered until the process closes it: every call that changes what a number means is a step or
 * a transparent call, so nothing changes unseen.
 *
 * A regular file's duplicate is kept as long; one of a channel never, for it would keep the channel
 * open. A description that was open at a fork is shared with the child, and so is its position. */
#define _GNU_SOURCE
#include "director/state.h"

#include "base/scope.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* An eventfd, timerfd, signalfd or epoll: something to wait on. */
static bool is_event(int copy, enum event_kind *kind)
{
    char link[64], target[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", copy);
    ssize_t length = readlink(link, target, sizeof target - 1);
    target[length > 0 ? length : 0] = '\0';
    *kind = strstr(target, "signalfd")    ? EVENT_SIGNALS
            : strstr(target, "eventpoll") ? EVENT_EPOLL
                                          : EVENT_NONE;
    return strncmp(target, "anon_inode:", 11) == 0 && !strstr(target, "pidfd");
}

long event_number(int copy)
{
    char path[64], line[128];
    long number = -1;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", copy);
    cleanup_file FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        sscanf(line, "eventfd-id: %ld", &number);
    return number;
}

/* What is waited on has one inode for all. Eventfds carry something and are told apart; what the
 * others show lies elsewhere, so those of a kind may share an object. */
static uint64_t event_identity(int copy, enum event_kind kind)
{
    return (uint64_t)(event_number(copy) + 1) << 8 | kind;
}

static struct descriptor output(struct director *director, int stream)
{
    static const char *const names[] = {"standard output", "standard error"};
    return (struct descriptor){
        .known = true,
        .copy = -1,
        .class = OBJECT_OUTPUT,
        .object = object_of(director, OBJECT_OUTPUT, (uint64_t)stream, 0, names[stream])};
}

/* What the sandbox gave needn't be looked at. */
static struct descriptor given(struct director *director, int fd)
{
    if (fd == STDIN_FILENO)
        return (struct descriptor){.known = true, .copy = -1, .class = OBJECT_NONE};
    return output(director, fd - STDOUT_FILENO);
}

static struct descriptor look_at(struct director *director, int copy)
{
    struct stat about;
    struct descriptor seen = {.known = true, .copy = -1, .class = OBJECT_NONE};
    if (fstat(copy, &about) < 0)
        return seen;
    for (int i = 0; i < 2; i++)
        if (about.st_dev == director->output_identity[i][0] &&
            about.st_ino == director->output_identity[i][1])
            return output(director, i);
    seen.random = S_ISCHR(about.st_mode) && major(about.st_rdev) == 1 &&
                  (minor(about.st_rdev) == 8 || minor(about.st_rdev) == 9);
    if (S_ISREG(about.st_mode)) {
        seen.class = OBJECT_CONTENT;
        seen.object = object_of_file(director, &about, copy);
    } else if (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode) || is_event(copy, &seen.event)) {
        seen.class = OBJECT_CHANNEL;
        uint64_t number = S_ISFIFO(about.st_mode)   ? about.st_ino
                          : S_ISSOCK(about.st_mode) ? socket_channel(director, about.st_ino)
                                                    : event_identity(copy, seen.event);
        seen.object = object_of(director, OBJECT_CHANNEL, about.st_dev, number, NULL);
    }
    return seen;
}

/* Only a regular file's duplicate is kept: one of a channel would hide its end from the others. */
static void keep_or_close(struct descriptor *slot, bool keep, int copy)
{
    if (keep && slot->class == OBJECT_CONTENT)
        slot->copy = copy;
    else
        close(copy);
}

static struct descriptor *slot_of(struct director *director, const struct live_task *task, int fd)
{
    return fd >= 0 && fd < DESCRIPTORS ? &process_of(director, task)->descriptors[fd] : NULL;
}

const struct descriptor *descriptor_of(struct director *director, struct live_task *task, int fd)
{
    static struct descriptor beyond; /* descriptors too high to remember */
    struct descriptor *slot = slot_of(director, task, fd);
    if (slot && slot->given)
        *slot = given(director, fd);
    if (slot && slot->known)
        return slot;
    int copy = descriptor_copy(process_of(director, task)->pidfd, fd);
    if (copy < 0)
        return NULL;
    struct descriptor *filled = slot ? slot : &beyond;
    *filled = look_at(director, copy);
    struct live_process *process = process_of(director, task);
    process->unseen -= process->unseen > 0 && filled->class == OBJECT_CONTENT;
    keep_or_close(filled, slot, copy);
    return filled;
}

int descriptor_borrow(struct director *director, const struct live_task *task, int fd)
{
    const struct descriptor *slot = slot_of(director, task, fd);
    if (slot && slot->known && slot->copy >= 0)
        return slot->copy;
    return descriptor_copy(process_of(director, task)->pidfd, fd);
}

void descriptor_return(struct director *director, const struct live_task *task, int fd, int copy)
{
    const struct descriptor *slot = slot_of(director, task, fd);
    bool kept = slot && slot->known && slot->copy == copy;
    if (copy >= 0 && !kept)
        close(copy);
}

static void forget(struct descriptor *slot)
{
    if (slot->known && slot->copy >= 0)
        close(slot->copy);
    *slot = (struct descriptor){.copy = -1};
}

void descriptor_forget(struct director *director, struct live_task *task, int fd)
{
    struct descriptor *slot = slot_of(director, task, fd);
    if (slot)
        forget(slot);
}

void descriptors_begin(const struct director *director, struct live_process *process)
{
    descriptors_forget(process);
    for (int fd = director->target.has_input ? STDOUT_FILENO : STDIN_FILENO; fd <= STDERR_FILENO;
         fd++)
        process->descriptors[fd].given = true;
    process->unseen = director->target.has_input;
}

void descriptors_inherit(struct director *director, struct live_task *task)
{
    struct live_process *process = process_of(director, task);
    for (int fd = 0; process->unseen && fd < DESCRIPTORS; fd++)
        descriptor_of(director, task, fd);
    process->unseen = 0;
    for (int fd = 0; fd < DESCRIPTORS; fd++)
        process->descriptors[fd].inherited |= process->descriptors[fd].known;
}

void descriptors_forget(struct live_process *process)
{
    for (int i = 0; i < DESCRIPTORS; i++)
        forget(&process->descriptors[i]);
}
