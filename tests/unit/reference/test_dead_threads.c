/* SPDX-License-Identifier: MIT */
/* Whether a thread is dead, which who waits for it must find out: with pidfds, and where the kernel
 * has none (here no descriptor is left for one). */
#include "futex.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_dead(pid_t thread, bool with_descriptors)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    struct rlimit none = {.rlim_cur = 0, .rlim_max = files.rlim_max};
    if (!with_descriptors)
        setrlimit(RLIMIT_NOFILE, &none);
    bool dead = mp_thread_is_dead_(thread);
    setrlimit(RLIMIT_NOFILE, &files);
    return dead;
}

static void expect(pid_t thread, bool dead, const char *what)
{
    cr_expect_eq(is_dead(thread, true), dead, "%s, with pidfds", what);
    cr_expect_eq(is_dead(thread, false), dead, "%s, without", what);
}

Test(dead_threads, are_told_from_those_alive)
{
    siginfo_t ended;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    expect(getpid(), false, "this process");
    expect(child, false, "a child");
    kill(child, SIGKILL);
    cr_assert_eq(waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT), 0);
    expect(child, true, "a zombie");
    cr_assert_eq(waitpid(child, NULL, 0), child);
    expect(child, true, "nobody");
}

static int tell[2];

static void *tell_id(void *hold)
{
    pid_t self = mp_thread_();
    cr_assert_eq(write(tell[1], &self, sizeof self), (ssize_t)sizeof self);
    pthread_mutex_lock(hold);
    return NULL;
}

Test(dead_threads, need_not_be_a_processs_first)
{
    pthread_t thread;
    pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;
    pid_t id = 0;
    cr_assert_eq(pipe(tell), 0);
    pthread_mutex_lock(&hold);
    cr_assert_eq(pthread_create(&thread, NULL, tell_id, &hold), 0);
    cr_assert_eq(read(tell[0], &id, sizeof id), (ssize_t)sizeof id);
    expect(id, false, "a thread");
    pthread_mutex_unlock(&hold);
    pthread_join(thread, NULL);
}
