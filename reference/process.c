/* SPDX-License-Identifier: MIT */
/* Processes as their users see them: what is allowed when, starting, and the end of a process's
 * code. What happens to a child after its start is in children.c.
 *
 *   READY --start--> RUNNING --seen to have ended--> ENDED        (close frees; not while RUNNING)
 *
 * P1: start, join, signals and exit codes are for the process that initialised the object. In the
 *     child itself the object stays READY, and `started` tells that it runs: writing to what was
 *     the parent's memory costs the child a copy of the page.
 * P2: a child leaves by _exit, through on_exit if it calls exit itself: the handlers that its
 *     parent had registered lie deeper on the stack and never run.
 * P3: `owner` is the process whose end is already arranged for. A process forked behind our back
 *     isn't it, and inherits neither the duty to join nor our handlers' effect. */
#include "mp/process.h"

#include "buffers.h"
#include "children.h"
#include "state.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* NULL for no process at all, and for one that is closed. */
static struct mp_process_state *state_of(const mp_process *process)
{
    return process ? process->state : NULL;
}

static int run_target(mp_process *self)
{
    return self->target ? self->target(self->argument) : 0;
}

int mp_process_init(mp_process *process, mp_target *target, void *argument)
{
    if (!process)
        return MP_STATE;
    *process = (mp_process){.run = run_target, .target = target, .argument = argument};
    process->state = mp_state_new_(process);
    return process->state ? MP_OK : MP_SYSTEM;
}

int mp_process_set_name(mp_process *process, const char *name)
{
    struct mp_process_state *state = state_of(process);
    if (!state || !name)
        return MP_STATE;
    char *copy = strdup(name);
    if (!copy)
        return MP_SYSTEM;
    free(state->name);
    state->name = copy;
    return MP_OK;
}

const char *mp_process_name(const mp_process *process)
{
    const struct mp_process_state *state = state_of(process);
    if (!state)
        return "";
    return state->name ? state->name : state->identity;
}

int mp_process_set_daemon(mp_process *process, bool daemon)
{
    struct mp_process_state *state = state_of(process);
    if (!state || state->phase != MP_PHASE_READY || process == mp_current_process())
        return MP_STATE;
    state->daemon = daemon;
    return MP_OK;
}

bool mp_process_daemon(const mp_process *process)
{
    const struct mp_process_state *state = state_of(process);
    return state && state->daemon;
}

static void leave(int status, void *unused)
{
    (void)unused;
    if (mp_here_.owner != getpid()) /* P3 */
        return;
    mp_children_leave_();
    if (!mp_here_.started)
        return;
    mp_buffers_flush_();
    _exit(status); /* P2 */
}

/* Arranges for this process's end, once. */
static int arrange_end(void)
{
    if (mp_here_.owner == getpid())
        return 0;
    mp_here_.owner = getpid();
    return on_exit(leave, NULL);
}

static _Noreturn void run_child(mp_process *process)
{
    mp_children_forget_();
    mp_here_.children_named = 0;
    mp_here_.started = process;
    mp_buffers_empty_input_();
    arrange_end();
    int status = process->run(process);
    leave(status, NULL);
    mp_buffers_flush_();
    _exit(status); /* run returned in a process that it had forked itself */
}

int mp_process_start(mp_process *process)
{
    struct mp_process_state *state = state_of(process);
    if (!state || state->phase != MP_PHASE_READY || state->parent != getpid())
        return MP_STATE;
    if (mp_here_.started && mp_here_.started->state->daemon)
        return MP_DAEMON;
    mp_children_sweep_();
    if (!mp_here_.started && arrange_end() != 0) {
        errno = ENOMEM;
        return MP_SYSTEM;
    }
    mp_buffers_flush_();
    pid_t pid = fork();
    if (pid < 0)
        return MP_SYSTEM;
    if (pid == 0)
        run_child(process);
    mp_children_add_(state, pid);
    return MP_OK;
}

/* Whether the calling process started it (P1). */
static bool is_child(const mp_process *process)
{
    const struct mp_process_state *state = state_of(process);
    return state && state->phase != MP_PHASE_READY && state->parent == getpid();
}

int mp_process_join(mp_process *process, double timeout)
{
    return is_child(process) ? mp_child_wait_(process->state, timeout) : MP_STATE;
}

int mp_process_terminate(mp_process *process)
{
    return is_child(process) ? mp_child_signal_(process->state, SIGTERM) : MP_STATE;
}

int mp_process_kill(mp_process *process)
{
    return is_child(process) ? mp_child_signal_(process->state, SIGKILL) : MP_STATE;
}

bool mp_process_is_alive(mp_process *process)
{
    return process == mp_current_process() ||
           (is_child(process) && !mp_child_reap_(process->state));
}

int mp_process_exitcode(mp_process *process, int *exitcode)
{
    if (!is_child(process) || !mp_child_reap_(process->state))
        return MP_STATE;
    if (!process->state->exitcode_known) {
        errno = ECHILD;
        return MP_SYSTEM;
    }
    if (exitcode)
        *exitcode = process->state->exitcode;
    return MP_OK;
}

pid_t mp_process_pid(const mp_process *process)
{
    if (process == mp_current_process())
        return getpid();
    const struct mp_process_state *state = state_of(process);
    return state ? state->pid : 0;
}

int mp_process_close(mp_process *process)
{
    struct mp_process_state *state = state_of(process);
    if (!state)
        return process ? MP_OK : MP_STATE;
    if (is_child(process))
        mp_child_reap_(state);
    if (state->phase == MP_PHASE_RUNNING || process == mp_current_process())
        return MP_STATE;
    mp_state_free_(state);
    process->state = NULL;
    return MP_OK;
}

size_t mp_active_children(mp_process *list[], size_t capacity)
{
    size_t count = 0;
    mp_children_sweep_();
    for (struct mp_process_state *child = mp_here_.first; child; child = child->next) {
        if (list && count < capacity)
            list[count] = child->process;
        count++;
    }
    return count;
}
