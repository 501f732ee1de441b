/* SPDX-License-Identifier: MIT */
/* The only file that makes futex calls, and the only one that knows thread ids.
 *
 * FUTEX_WAKE_OP changes the word and wakes its sleepers under the kernel's lock: no kill can fall
 * between the two. It wakes all, never one: a single chosen sleeper might be killed before it acts,
 * and the others would sleep on beside a free lock.
 *
 * Words are in shared mappings at one address in all processes, so none of the calls is private.
 * Where a kernel or an emulator lacks FUTEX_WAKE_OP, change and wake are two steps. */
#include "futex.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const long nanoseconds = 1000000000;
static const double longest_timeout = 1e9; /* seconds; keeps the sum inside time_t */

struct mp_deadline mp_deadline_(double timeout)
{
    if (mp_tries_once_(timeout))
        timeout = 0;
    return (struct mp_deadline){.timeout = timeout < longest_timeout ? timeout : longest_timeout};
}

/* The moment as the kernel wants it; NULL when never. */
static const struct timespec *started(struct mp_deadline *deadline)
{
    if (deadline->timeout == MP_FOREVER)
        return NULL;
    if (deadline->started)
        return &deadline->at;
    deadline->started = true;
    clock_gettime(CLOCK_MONOTONIC, &deadline->at);
    time_t seconds = (time_t)deadline->timeout;
    deadline->at.tv_sec += seconds;
    deadline->at.tv_nsec += (long)((deadline->timeout - (double)seconds) * (double)nanoseconds);
    if (deadline->at.tv_nsec >= nanoseconds) {
        deadline->at.tv_sec++;
        deadline->at.tv_nsec -= nanoseconds;
    }
    return &deadline->at;
}

const struct timespec *mp_deadline_left_(struct mp_deadline *deadline, struct timespec *left)
{
    *left = (struct timespec){0};
    if (deadline->timeout == 0)
        return left;
    const struct timespec *at = started(deadline);
    if (!at)
        return NULL;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    left->tv_sec = at->tv_sec - now.tv_sec;
    left->tv_nsec = at->tv_nsec - now.tv_nsec;
    if (left->tv_nsec < 0) {
        left->tv_sec--;
        left->tv_nsec += nanoseconds;
    }
    if (left->tv_sec < 0)
        *left = (struct timespec){0};
    return left;
}

bool mp_futex_wait_(mp_word *word, uint32_t expected, struct mp_deadline *deadline)
{
    if (deadline->timeout == 0)
        return false;
    long result = syscall(SYS_futex, word, FUTEX_WAIT_BITSET, expected, started(deadline), NULL,
                          FUTEX_BITSET_MATCH_ANY);
    return result == 0 || errno != ETIMEDOUT;
}

void mp_futex_wake_one_(mp_word *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* The second wake of FUTEX_WAKE_OP has nobody left to wake: its comparison doesn't matter. */
static long change_and_wake(mp_word *word, unsigned operation, uint32_t argument)
{
    return syscall(SYS_futex, word, FUTEX_WAKE_OP, INT_MAX, 0L, word,
                   FUTEX_OP(operation, argument, FUTEX_OP_CMP_EQ, 0));
}

static long wake_all(mp_word *word)
{
    return syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void mp_futex_add_and_wake_(mp_word *word, uint32_t amount)
{
    if (change_and_wake(word, FUTEX_OP_ADD, amount) >= 0)
        return;
    atomic_fetch_add(word, amount);
    wake_all(word);
}

long mp_futex_or_and_wake_(mp_word *word, uint32_t bits)
{
    long woken = change_and_wake(word, FUTEX_OP_OR, bits);
    if (woken >= 0)
        return woken;
    atomic_fetch_or(word, bits);
    return wake_all(word);
}

static _Thread_local pid_t known_thread __attribute__((tls_model("initial-exec")));

static void forget_thread(void)
{
    known_thread = 0;
}

/* A forked child's only thread has another id than the one it was copied from. */
__attribute__((constructor)) static void forget_thread_at_fork(void)
{
    pthread_atfork(NULL, NULL, forget_thread);
}

pid_t mp_thread_(void)
{
    if (known_thread == 0)
        known_thread = (pid_t)syscall(SYS_gettid);
    return known_thread;
}

/* Where there are no pidfds a zombie is known to its parent only, and to the others once that has
 * reaped it. */
static bool is_dead_without_pidfd(pid_t thread)
{
    siginfo_t ended = {.si_pid = 0};
    if (waitid(P_PID, (id_t)thread, &ended, WEXITED | WNOHANG | WNOWAIT) == 0)
        return ended.si_pid == thread;
    return kill(thread, 0) < 0 && errno == ESRCH;
}

/* A zombie still has its id, but its pidfd is readable. Threads other than a process's first have
 * no pidfd (EINVAL or ENOENT), and no zombies either. */
bool mp_thread_is_dead_(pid_t thread)
{
    int descriptor = (int)syscall(SYS_pidfd_open, thread, 0);
    if (descriptor < 0)
        return errno == ESRCH || is_dead_without_pidfd(thread);
    struct pollfd ended = {.fd = descriptor, .events = POLLIN};
    bool dead = poll(&ended, 1, 0) == 1;
    close(descriptor);
    return dead;
}
