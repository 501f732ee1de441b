/* SPDX-License-Identifier: MIT */
/* The table of running children, and every system call that concerns a child after its start.
 *
 * C1: a state is in the table exactly while it is RUNNING in the process that started it.
 * C2: only mp_child_reap_ and mp_child_wait_ wait for a child, so that until they have seen its end
 *     its pid can't be anybody else's, unless other code of the program reaps children.
 * C3: against that, signals go through a pidfd that was opened before the child was last seen
 *     alive, and so does a wait with a timeout. Where there is none both go by C2 alone.
 *
 * The states, not the caller's mp_process objects, are what is kept: these may be gone when main
 * has returned. */
#include "children.h"

#include "futex.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const long longest_pause = 20000000; /* nanoseconds */

static void close_descriptor(struct mp_process_state *child)
{
    if (child->descriptor >= 0)
        close(child->descriptor);
    child->descriptor = -1;
}

static void take_out(struct mp_process_state *child)
{
    struct mp_process_state **link = &mp_here_.first;
    while (*link && *link != child)
        link = &(*link)->next;
    if (*link)
        *link = child->next;
    child->next = NULL;
}

/* The kernel's wait status becomes an exit code; without one it stays unknown. */
static void child_ended(struct mp_process_state *child, const int *status)
{
    child->phase = MP_PHASE_ENDED;
    child->exitcode_known = status;
    if (status)
        child->exitcode = WIFSIGNALED(*status) ? -WTERMSIG(*status) : WEXITSTATUS(*status);
    close_descriptor(child);
    take_out(child); /* C1 */
}

/* A child with the pid of a new one must have ended, and been reaped by other code. */
void mp_children_add_(struct mp_process_state *child, pid_t pid)
{
    for (struct mp_process_state *other = mp_here_.first; other; other = other->next)
        if (other->pid == pid) {
            child_ended(other, NULL);
            break;
        }
    struct mp_process_state **link = &mp_here_.first;
    while (*link)
        link = &(*link)->next;
    *link = child;
    child->pid = pid;
    child->phase = MP_PHASE_RUNNING;
}

static bool wait_for(struct mp_process_state *child, int options)
{
    int status;
    pid_t ended;
    do
        ended = waitpid(child->pid, &status, options);
    while (ended < 0 && errno == EINTR);
    if (ended == 0)
        return false;
    child_ended(child, ended > 0 ? &status : NULL);
    return true;
}

bool mp_child_reap_(struct mp_process_state *child)
{
    return child->phase == MP_PHASE_ENDED || wait_for(child, WNOHANG);
}

/* Asks with one call whether it is worth asking each. */
void mp_children_sweep_(void)
{
    siginfo_t ended = {.si_pid = 0};
    if (!mp_here_.first ||
        (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0))
        return;
    for (struct mp_process_state *child = mp_here_.first, *next; child; child = next) {
        next = child->next;
        mp_child_reap_(child);
    }
}

static int descriptor_of(struct mp_process_state *child)
{
    if (child->descriptor < 0)
        child->descriptor = (int)syscall(SYS_pidfd_open, child->pid, 0);
    return child->descriptor;
}

/* Without a pidfd (an old kernel, no descriptor left) there is nothing to sleep on that is the
 * child's alone: SIGCHLD belongs to the program. So the child is asked for, less and less often. */
static int ask_until(struct mp_process_state *child, struct mp_deadline *deadline)
{
    long pause = 1000000; /* nanoseconds */
    for (;;) {
        struct timespec left;
        if (mp_child_reap_(child))
            return MP_OK;
        mp_deadline_left_(deadline, &left);
        if (left.tv_sec == 0 && left.tv_nsec == 0)
            return MP_TIMEOUT;
        if (left.tv_sec > 0 || left.tv_nsec > pause)
            left = (struct timespec){.tv_nsec = pause};
        clock_nanosleep(CLOCK_MONOTONIC, 0, &left, NULL);
        pause = pause < longest_pause / 2 ? 2 * pause : longest_pause;
    }
}

static int wait_until(struct mp_process_state *child, double timeout)
{
    struct mp_deadline deadline = mp_deadline_(timeout);
    struct pollfd ended = {.fd = descriptor_of(child), .events = POLLIN};
    if (ended.fd < 0)
        return ask_until(child, &deadline);
    for (;;) {
        struct timespec left;
        int ready = ppoll(&ended, 1, mp_deadline_left_(&deadline, &left), NULL);
        if (ready >= 0)
            return ready > 0 && mp_child_reap_(child) ? MP_OK : MP_TIMEOUT;
        if (errno != EINTR)
            return MP_SYSTEM;
    }
}

int mp_child_wait_(struct mp_process_state *child, double timeout)
{
    if (child->phase == MP_PHASE_ENDED)
        return MP_OK;
    if (timeout == MP_FOREVER)
        return wait_for(child, 0) ? MP_OK : MP_SYSTEM;
    if (mp_tries_once_(timeout))
        return mp_child_reap_(child) ? MP_OK : MP_TIMEOUT;
    return wait_until(child, timeout);
}

/* Kernels without pidfd leave only the pid, which C2 makes right. */
int mp_child_signal_(struct mp_process_state *child, int number)
{
    int descriptor = child->phase == MP_PHASE_RUNNING ? descriptor_of(child) : -1;
    if (mp_child_reap_(child)) /* C3 */
        return MP_OK;
    long result = descriptor >= 0 ? syscall(SYS_pidfd_send_signal, descriptor, number, NULL, 0)
                                  : kill(child->pid, number);
    return result == 0 || errno == ESRCH ? MP_OK : MP_SYSTEM;
}

void mp_children_leave_(void)
{
    for (struct mp_process_state *child = mp_here_.first, *next; child; child = next) {
        next = child->next;
        if (child->daemon)
            mp_child_signal_(child, SIGTERM);
    }
    while (mp_here_.first)
        wait_for(mp_here_.first, 0);
}

void mp_children_forget_(void)
{
    for (struct mp_process_state *child = mp_here_.first; child; child = child->next)
        close_descriptor(child);
    mp_here_.first = NULL;
}
