/* SPDX-License-Identifier: MIT */
/* Which signals a held task lets in, and which wait for it: its mask, as the kernel has it, and
 * that of a call that sleeps with one of its own. */
#include "director/signal_mask.h"
#include "director/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

/* Signal sets from /proc/TID/status, the union of two fields; all ones when the task is gone. */
static uint64_t signal_sets(const struct live_task *task, const char *field, const char *other)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)task->os);
    FILE *status = fopen(path, "re");
    uint64_t set = status ? 0 : UINT64_MAX;
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, field, strlen(field)) == 0 || strncmp(line, other, strlen(other)) == 0)
            set |= strtoull(strchr(line, ':') + 1, NULL, 16);
    if (status)
        fclose(status);
    return set;
}

uint64_t mask_of_task(const struct live_task *task)
{
    return signal_sets(task, "SigBlk:", "SigBlk:");
}

uint64_t signals_held(const struct live_task *task)
{
    return signal_sets(task, "SigPnd:", "ShdPnd:");
}

/* A call that sleeps with a mask of its own, put in place by the kernel for as long. */
bool mask_of_call(const struct live_task *task, uint64_t *mask)
{
    static const struct {
        short number, argument;
    } calls[] = {{SYS_rt_sigsuspend, 0}, {SYS_ppoll, 3}, {SYS_epoll_pwait, 4}, {SYS_pselect6, 5}};
    if (task->state != TASK_PENDING)
        return false;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (calls[i].number != task->call.nr)
            continue;
        uint64_t address = task->call.args[calls[i].argument];
        if (task->call.nr == SYS_pselect6 && address) /* { address of the set, its size } */
            task_read(task->os, address, &address, sizeof address);
        return address && task_read(task->os, address, mask, sizeof *mask) == sizeof *mask;
    }
    return false;
}
