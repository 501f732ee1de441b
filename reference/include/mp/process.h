/* SPDX-License-Identifier: MIT */
/* Processes: started, joined, terminated by the process that started them.
 *
 * When main returns or calls exit, libmp terminates this process's daemonic children, waits for all
 * its children, and then lets the rest of atexit run (handlers registered after the first start
 * come before). A child does the same at its end. _exit and death by a signal do neither. */
#ifndef MP_PROCESS_H
#define MP_PROCESS_H

#include "mp/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mp_process mp_process;
typedef int mp_target(void *argument);

struct mp_process {
    int (*run)(mp_process *self); /* what the child does; by default target(argument) */
    mp_target *target;
    void *argument;
    struct mp_process_state *state; /* private */
};

/* Prepares a process; nothing is started yet. `process` must stay where it is until close, or until
 * the parent's main has returned. Daemonic if the calling process is; named Process-1, Process-2,
 * ..., their children Process-1:1, ... To write an object-style process, embed mp_process as the
 * first member of a structure, initialise it with NULL as target, and set `run`.
 * MP_OK, MP_STATE for NULL, MP_SYSTEM. */
int mp_process_init(mp_process *process, mp_target *target, void *argument);

/* Copies the name. MP_OK; MP_STATE after close, and without a name; MP_SYSTEM. */
int mp_process_set_name(mp_process *process, const char *name);

/* The name, which stays valid until it is set again or the process is closed; "" after close. */
const char *mp_process_name(const mp_process *process);

/* A daemonic process is terminated when its parent leaves main, and can't have children itself.
 * MP_OK, or MP_STATE after start. */
int mp_process_set_daemon(mp_process *process, bool daemon);
bool mp_process_daemon(const mp_process *process);

/* Flushes stdio and forks. The child has an empty standard input, runs, flushes stdio, and ends
 * with run's value as its exit status. MP_OK; MP_STATE if it was started before (even if it has
 * ended), or by one that didn't initialise it; MP_DAEMON in a daemonic process; MP_SYSTEM. */
int mp_process_start(mp_process *process);

/* Waits until the process has ended, and reaps it. MP_OK, MP_TIMEOUT, MP_STATE before start and by
 * one that isn't its parent, MP_SYSTEM. */
int mp_process_join(mp_process *process, double timeout);

/* Sends SIGTERM (SIGKILL) and doesn't wait: the process may still be alive afterwards. MP_OK, also
 * when it has ended; MP_STATE before start and by one that isn't its parent; MP_SYSTEM. */
int mp_process_terminate(mp_process *process);
int mp_process_kill(mp_process *process);

/* Whether it has been started and hasn't ended; always for the calling process itself, never for
 * one that this process didn't start. */
bool mp_process_is_alive(mp_process *process);

/* The exit status 0..255, or minus the signal that killed it, goes to *exitcode (NULL: not wanted).
 * MP_OK; MP_STATE while there is none, and for one that isn't this process's child; MP_SYSTEM with
 * ECHILD when other code has reaped the child, so that nobody knows. */
int mp_process_exitcode(mp_process *process, int *exitcode);

/* Its process id; 0 before start and after close. */
pid_t mp_process_pid(const mp_process *process);

/* Frees what belongs to it. MP_OK, also a second time; MP_STATE while it runs. */
int mp_process_close(mp_process *process);

/* The process that calls; "MainProcess" in one that libmp didn't start. Never NULL. */
mp_process *mp_current_process(void);

/* Reaps the children that have ended, stores up to `capacity` of those alive (list NULL: none), in
 * the order in which they were started, and returns how many live. */
size_t mp_active_children(mp_process *list[], size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
