/* SPDX-License-Identifier: MIT */
/* Questions about processes, answered from the task table and the lines of a run. Relies on task 0
 * being main and on `process` of a task naming the first task of its process. */
#include "oracle_process.h"

#include <stdio.h>
#include <string.h>

bool oracle_is_process(const struct oracle *oracle, uint32_t task)
{
    return oracle->run->tasks[task].process == task;
}

static bool line_is(const struct oracle_line *line, const char *text)
{
    return line->complete && strcmp(line->text, text) == 0;
}

uint32_t oracle_process_printing(const struct oracle *oracle, const char *text)
{
    for (size_t i = 0; i < oracle->line_count; i++) {
        if (oracle->lines[i].process != 0 && line_is(&oracle->lines[i], text))
            return oracle->lines[i].process;
    }
    return NO_TASK;
}

size_t oracle_process_lines(const struct oracle *oracle, uint32_t process, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < oracle->line_count; i++) {
        const struct oracle_line *line = &oracle->lines[i];
        count += (process == NO_TASK || line->process == process) && line_is(line, text);
    }
    return count;
}

size_t oracle_process_step(const struct oracle *oracle, uint32_t process, enum operation operation,
                           size_t from)
{
    const struct run *run = oracle->run;
    for (size_t i = from; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        if (step->operation == operation &&
            (process == NO_TASK || run->tasks[step->task].process == process))
            return i;
    }
    return run->step_count;
}

/* The task table counts steps taken so far, the first of which has index 0. */
static size_t last_of(uint32_t steps)
{
    return steps ? steps - 1 : 0;
}

size_t oracle_process_birth(const struct oracle *oracle, uint32_t process)
{
    return last_of(oracle->run->tasks[process].born_step);
}

size_t oracle_process_end(const struct oracle *oracle, uint32_t process)
{
    const struct task *task = &oracle->run->tasks[process];
    return task->fate == FATE_ALIVE ? oracle->run->step_count : last_of(task->death_step);
}

uint64_t oracle_process_lifetime(const struct oracle *oracle, uint32_t process)
{
    const struct run *run = oracle->run;
    size_t end = oracle_process_end(oracle, process);
    uint64_t time = end < run->step_count ? run->steps[end].time : run->time;
    return time - run->steps[oracle_process_birth(oracle, process)].time;
}

const char *oracle_process_fate(const struct oracle *oracle, uint32_t process, char buffer[64])
{
    static const char *const formats[] = {
        [FATE_ALIVE] = "still running",
        [FATE_EXITED] = "exit status ",
        [FATE_SIGNALLED] = "killed by signal ",
    };
    const struct task *task = &oracle->run->tasks[process];
    if (task->fate == FATE_ALIVE)
        return formats[FATE_ALIVE];
    snprintf(buffer, 64, "%s%d", formats[task->fate], task->status);
    return buffer;
}

/* Says what is wrong with how a process ended: NULL when nothing is. */
static const char *leftover(const struct task *task)
{
    if (task->fate == FATE_ALIVE)
        return "is still running when the program is over";
    if (task->orphaned)
        return "ended only after its parent had left it behind";
    if (task->reaped_by == NO_TASK)
        return "ended but nobody waited for it: a zombie";
    return NULL;
}

bool oracle_process_clean_exit(const struct oracle *oracle, struct verdict *verdict)
{
    const struct run *run = oracle->run;
    char buffer[64];
    if (!oracle_completed(oracle, verdict))
        return false;
    if (run->tasks[0].fate != FATE_EXITED || run->tasks[0].status != 0)
        fail(verdict, FAILURE_ASSERTION, "main should end with exit status 0, but: %s",
             oracle_process_fate(oracle, 0, buffer));
    for (uint32_t i = 1; i < run->task_count; i++) {
        const char *fault = oracle_is_process(oracle, i) ? leftover(&run->tasks[i]) : NULL;
        if (fault)
            fail(verdict, FAILURE_LEAK, "process %s %s", run->tasks[i].path, fault);
    }
    return !verdict->failed;
}
