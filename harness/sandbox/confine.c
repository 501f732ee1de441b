/* SPDX-License-Identifier: MIT */
/* Theory: the last steps before exec, from the weakest to the strongest: session, descriptors,
 * limits (soft = hard, so that they can't be raised, but for a second of processor time),
 * capabilities, no_new_privs, filter.
 *
 * Descriptors: 0 /dev/null, 1 and 2 the streams, KEEPER_CONTROL (close-on-exec) for one message;
 * everything above is closed, so the notification descriptor made by the filter is number 4, where
 * the worker takes it over (launch.c) and exec closes it. Between the filter and exec no system
 * call may be made that the filter notifies, but exec itself: nobody would answer yet.
 *
 * The task is made dumpable again after the change of identity: the director reads its memory and
 * descriptors, which the worker may do as the maker of the user namespace. */
#define _GNU_SOURCE
#include "sandbox/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STACK_BYTES = 8 << 20, QUEUE_BYTES = 1 << 20 };

/* Beyond the limit of memory: stacks and arenas of threads reserve addresses that they don't use.
 * Where nothing else bounds memory, addresses must, so there's room for about 64 stacks only. */
static const uint64_t address_slack = 512ull << 20, free_address_slack = 64ull << 30;

static void tell(enum message_kind kind, enum setup_step step, int error)
{
    struct message message = {.kind = kind, .step = step, .error = error};
    if (send(KEEPER_CONTROL, &message, sizeof message, MSG_NOSIGNAL) < 0)
        _exit(127);
}

static _Noreturn void give_up(enum setup_step step)
{
    tell(MESSAGE_FAILED, step, errno);
    _exit(127);
}

static int limit(int resource, uint64_t value, uint64_t grace)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) < 0)
        return -1;
    struct rlimit lowered = {value, value + grace};
    if (lowered.rlim_cur > now.rlim_max)
        lowered.rlim_cur = now.rlim_max;
    if (lowered.rlim_max > now.rlim_max)
        lowered.rlim_max = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &lowered);
}

enum { SERVER_SECONDS = 24 * 60 * 60 };

static int set_limits(const struct setup *setup, bool bounded_memory)
{
    const struct limits *limits = &setup->limits;
    bool serves = setup->profile == FILTER_SCHEDULED; /* many schedules; each has its own limit */
    uint64_t addresses = limits->memory + (bounded_memory ? free_address_slack : address_slack);
    const struct {
        int resource;
        uint64_t value;
        uint64_t grace; /* of processor time: SIGXCPU tells the cause, SIGKILL comes later */
    } rows[] = {
        {RLIMIT_CPU, serves ? SERVER_SECONDS : limits->cpu_seconds, 1},
        {RLIMIT_FSIZE, limits->file_bytes, 0},
        {RLIMIT_NOFILE, limits->descriptors, 0},
        {RLIMIT_CORE, 0, 0},
        {RLIMIT_STACK, STACK_BYTES, 0},
        {RLIMIT_MEMLOCK, 0, 0},
        {RLIMIT_MSGQUEUE, QUEUE_BYTES, 0},
        {RLIMIT_SIGPENDING, limits->tasks * 8 + 64, 0},
        {RLIMIT_NPROC, limits->tasks + 4, 0}, /* keeper, fork server, and two to spare */
        {RLIMIT_AS, addresses, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (limit(rows[i].resource, rows[i].value, rows[i].grace) < 0)
            return -1;
    return 0;
}

static int drop_capabilities(void)
{
    for (int capability = 0; capability <= CAP_LAST_CAP; capability++)
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 && errno != EINVAL)
            return -1;
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    return (int)syscall(SYS_capset, &header, none);
}

int confine_reset_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL); /* two can't be set, and a few don't exist */
    return sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The keeper has the streams at 1 and 2 already, to be closed by exec as everything else. */
static int set_descriptors(void)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || fcntl(1, F_SETFD, 0) < 0 || fcntl(2, F_SETFD, 0) < 0)
        return -1;
    return close_range(KEEPER_CONTROL + 1, ~0u, 0);
}

static int renounce(const struct setup *setup, bool bounded_memory)
{
    umask(022);
    if (setsid() < 0 || chdir(SANDBOX_FOLDER) < 0 || confine_reset_signals() < 0 ||
        set_descriptors() < 0 || personality(ADDR_NO_RANDOMIZE) < 0 ||
        set_limits(setup, bounded_memory) < 0 || drop_capabilities() < 0 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return -1;
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

_Noreturn void confine_program(const struct setup *setup, bool bounded_memory)
{
    if (renounce(setup, bounded_memory) < 0)
        give_up(STEP_LIMITS);
    if (setup->profile == FILTER_SCHEDULED)
        tell(MESSAGE_READY, STEP_NONE, 0);
    if (filter_install(setup->filter, setup->profile) < 0)
        give_up(STEP_FILTER);
    execve(setup->spec->argv[0], setup->spec->argv, setup->spec->envp);
    give_up(STEP_EXEC);
}
