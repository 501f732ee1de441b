/* SPDX-License-Identifier: MIT */
/* /proc/TID/syscall: the number of the call that a task sleeps in, its six arguments, the stack
 * pointer and the program counter. The file is kept open, for the same few tasks are asked about
 * again and again; it is that of the task, not of its number: when the number has become another
 * task's, reading it fails. */
#include "source/registers.h"

#include "contract/agent_call.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE = 100000 };

static int open_call(pid_t task)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/syscall", (int)task);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static ssize_t read_once(struct registers_source *source, pid_t task, char *text, size_t size)
{
    unsigned slot = (unsigned)task % REGISTER_FILES;
    ssize_t got =
        source->files[slot].task == task ? pread(source->files[slot].fd, text, size, 0) : -1;
    if (got > 0)
        return got;
    if (source->files[slot].task)
        close(source->files[slot].fd);
    source->files[slot].task = task;
    source->files[slot].fd = open_call(task);
    return pread(source->files[slot].fd, text, size, 0);
}

/* A held task sleeps in its call; but a signal that has just been sent to it wakes it for a moment,
 * before it goes on sleeping, and then its registers can't be read. */
static bool read_call(struct registers_source *source, pid_t task, char *text, size_t size)
{
    for (int i = 0; i < PATIENCE; i++) {
        ssize_t got = read_once(source, task, text, size - 1);
        if (got <= 0)
            return false;
        text[got] = '\0';
        if (strncmp(text, "running", strlen("running")) != 0)
            return true;
        sched_yield();
    }
    return false;
}

/* An agent's call has the place that it is about as its third argument, and the frame pointer as
 * its sixth. */
bool registers_read(struct registers_source *source, pid_t task, struct registers *registers)
{
    char text[256];
    int number;
    uint64_t first, second;
    *registers = (struct registers){0};
    if (!read_call(source, task, text, sizeof text) ||
        sscanf(text,
               "%d %" SCNx64 " %" SCNx64 " %" SCNx64 " %*s %*s %" SCNx64 " %" SCNx64 " %" SCNx64,
               &number, &first, &second, &registers->operand, &registers->frame_pointer,
               &registers->stack_pointer, &registers->program_counter) < 7)
        return false;
    bool onto_new_stack = second != 0; /* as the C library's clone() does */
    registers->at_entry = number == SYS_clone && onto_new_stack;
    if (number != AGENT_CALL && !agent_asks_for_any_child(number, first))
        registers->operand = registers->frame_pointer = 0;
    return true;
}

void registers_close(struct registers_source *source)
{
    for (int i = 0; i < REGISTER_FILES; i++)
        if (source->files[i].task)
            close(source->files[i].fd);
    *source = (struct registers_source){0};
}
