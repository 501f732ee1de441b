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
 *     isn't it, and inherits neither the duty to join nor our handlers' effect.
 * P4: every state that isn't closed hangs in the list `known`, so that leak checkers understand
 *     that programs needn't close what lives as long as they do. */
#include "mp/process.h"

#include "children.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct mp_process_state main_state = {
    .phase = MP_PHASE_RUNNING, .descriptor = -1, .identity = "MainProcess"};
static mp_process main_process = {.state = &main_state};
static mp_process *started; /* which one this process is; NULL: not one of ours */

static unsigned children_named;        /* so far, by this process */
static struct mp_process_state *known; /* P4 */
static pid_t owner;                    /* P3 */

mp_process *mp_current_process(void)
{
    return started ? started : &main_process;
}

static int run_target(mp_process *self)
{
    return self->target ? self->target(self->argument) : 0;
}

/* From some tenth generation on the first part of the name stands for the whole line of ancestors.
 */
static void set_identity(struct mp_process_state *state)
{
    children_named++;
    if (started)
        snprintf(state->identity, sizeof state->identity, "%.28s:%u", started->state->identity,
                 children_named);
    else
        snprintf(state->identity, sizeof state->identity, "Process-%u", children_named);
}

static void remember(struct mp_process_state *state)
{
    state->older = known;
    if (known)
        known->newer = state;
    known = state;
}

static void forget(struct mp_process_state *state)
{
    if (state->older)
        state->older->newer = state->newer;
    if (state->newer)
        state->newer->older = state->older;
    else
        known = state->older;
}

int mp_process_init(mp_process *process, mp_target *target, void *argument)
{
    *process = (mp_process){.run = run_target, .target = target, .argument = argument};
    struct mp_process_state *state = malloc(sizeof *state);
    if (!state)
        return MP_SYSTEM;
    *state = (struct mp_process_state){.parent = getpid(),
                                       .descriptor = -1,
                                       .daemon = mp_process_daemon(mp_current_process()),
                                       .process = process};
    set_identity(state);
    process->state = state;
    remember(state);
    return MP_OK;
}

int mp_process_set_name(mp_process *process, const char *name)
{
    if (!process->state || !name)
        return MP_STATE;
    char *copy = strdup(name);
    if (!copy)
        return MP_SYSTEM;
    free(process->state->name);
    process->state->name = copy;
    return MP_OK;
}

const char *mp_process_name(const mp_process *process)
{
    if (!process->state)
        return "";
    return process->state->name ? process->state->name : process->state->identity;
}

int mp_process_set_daemon(mp_process *process, bool daemon)
{
    if (!process->state || process->state->phase != MP_PHASE_READY ||
        process == mp_current_process())
        return MP_STATE;
    process->state->daemon = daemon;
    return MP_OK;
}

bool mp_process_daemon(const mp_process *process)
{
    return process->state && process->state->daemon;
}

static void leave(int status, void *unused)
{
    (void)unused;
    if (owner != getpid()) /* P3 */
        return;
    mp_children_leave_();
    if (!started)
        return;
    fflush(NULL);
    _exit(status); /* P2 */
}

/* Arranges for this process's end, once. */
static int arrange_end(void)
{
    if (owner == getpid())
        return 0;
    owner = getpid();
    return on_exit(leave, NULL);
}

/* Also what the parent had already read of its input, and not yet used, isn't the child's. */
static void empty_standard_input(void)
{
    close(STDIN_FILENO);
    open("/dev/null", O_RDONLY);
    if (stdin->_IO_read_ptr == stdin->_IO_read_end && !feof_unlocked(stdin))
        return; /* a write would copy the page */
    __fpurge(stdin);
    clearerr(stdin);
}

static _Noreturn void run_child(mp_process *process)
{
    mp_children_forget_();
    children_named = 0;
    started = process;
    empty_standard_input();
    arrange_end();
    int status = process->run(process);
    leave(status, NULL);
    fflush(NULL);
    _exit(status); /* run returned in a process that it had forked itself */
}

int mp_process_start(mp_process *process)
{
    struct mp_process_state *state = process->state;
    if (!state || state->phase != MP_PHASE_READY || state->parent != getpid())
        return MP_STATE;
    if (started && started->state->daemon)
        return MP_DAEMON;
    mp_children_sweep_();
    if (!started && arrange_end() != 0) {
        errno = ENOMEM;
        return MP_SYSTEM;
    }
    fflush(NULL);
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
    return process->state && process->state->phase != MP_PHASE_READY &&
           process->state->parent == getpid();
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
    *exitcode = process->state->exitcode;
    return MP_OK;
}

pid_t mp_process_pid(const mp_process *process)
{
    if (process == mp_current_process())
        return getpid();
    return process->state ? process->state->pid : 0;
}

int mp_process_close(mp_process *process)
{
    struct mp_process_state *state = process->state;
    if (!state)
        return MP_OK;
    if (is_child(process))
        mp_child_reap_(state);
    if (state->phase == MP_PHASE_RUNNING || process == mp_current_process())
        return MP_STATE;
    forget(state);
    free(state->name);
    free(state);
    process->state = NULL;
    return MP_OK;
}

size_t mp_active_children(mp_process *list[], size_t capacity)
{
    size_t count = 0;
    mp_children_sweep_();
    for (struct mp_process_state *child = mp_children_first_(); child; child = child->next) {
        if (count < capacity)
            list[count] = child->process;
        count++;
    }
    return count;
}
