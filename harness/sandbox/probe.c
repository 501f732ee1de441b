/* SPDX-License-Identifier: MIT */
/* Theory: a machine is asked by doing. A rehearsal makes a whole sandbox, up to the point where the
 * program would start, and throws it away; the step that failed is the feature that is missing, and
 * the ones behind it were not tried. Asking "does unshare work?" would not do: on Ubuntu 24.04 it
 * does, and the next step fails. */
#define _GNU_SOURCE
#include "base/scope.h"
#include "sandbox/launch.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS /* Linux 6.6 */
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, uint64_t)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP 1ul
#endif

struct rehearsal {
    enum setup_step failed;
    bool fixed_pids, memory_group, wakes_at_once;
};

static int await_ready(struct launch *launch, pid_t *program, struct error *err)
{
    struct message message;
    do
        if (launch_hear(launch, &message, program, err) < 0)
            return -1;
    while (message.kind != MESSAGE_READY);
    return 0;
}

static int act(struct launch *launch, struct rehearsal *rehearsal, struct error *err)
{
    pid_t program;
    if (await_ready(launch, &program, err) < 0)
        return -1;
    cleanup_fd int listener = launch_take_listener(launch, program, err);
    if (listener < 0)
        return -1;
    rehearsal->fixed_pids = launch->fixed_pids;
    rehearsal->memory_group = launch->group.path[0] != '\0';
    rehearsal->wakes_at_once =
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP) == 0;
    return 0;
}

static int rehearse(struct rehearsal *rehearsal, struct error *err)
{
    char path[] = "/program";
    char *const argv[] = {path, NULL}, *const envp[] = {NULL};
    const struct sandbox_spec spec = {.argv = argv, .envp = envp};
    cleanup_fd int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int streams[2] = {null, null};
    struct launch launch;
    *rehearsal = (struct rehearsal){0};
    if (null < 0) {
        rehearsal->failed = STEP_DEVICES;
        return setup_error(err, STEP_DEVICES, 0);
    }
    int failed = launch_start(&launch, &spec, FILTER_SCHEDULED, streams, err);
    if (!failed)
        failed = act(&launch, rehearsal, err);
    rehearsal->failed = launch.failed;
    launch_end(&launch, NULL);
    launch_release(&launch);
    return failed;
}

static void describe_steps(struct sandbox_feature *features, const struct rehearsal *rehearsal)
{
    for (enum setup_step step = STEP_NONE + 1; step <= STEP_LISTENER; step++) {
        struct sandbox_feature *feature = &features[step - 1];
        bool passed = !rehearsal->failed || step < rehearsal->failed;
        bool tried = passed || step == rehearsal->failed;
        feature->name = setup_feature(step);
        feature->required = true;
        feature->available = passed;
        feature->detail = passed  ? "a sandbox was made and thrown away"
                          : tried ? setup_remedy(step)
                                  : "not tried: something before it failed";
    }
}

const struct sandbox_feature *sandbox_probe(void)
{
    static struct sandbox_feature features[STEP_LISTENER + 6];
    struct rehearsal rehearsal;
    struct error err = {0};
    if (rehearse(&rehearsal, &err) < 0 && !rehearsal.failed)
        rehearsal.failed = STEP_NAMESPACES;
    describe_steps(features, &rehearsal);
    struct sandbox_feature *more = &features[STEP_LISTENER];
    *more++ = (struct sandbox_feature){
        "repeatable process ids", rehearsal.fixed_pids, false,
        rehearsal.fixed_pids ? "kernel.ns_last_pid was set"
                             : "the kernel lacks CONFIG_CHECKPOINT_RESTORE: ids differ from run "
                               "to run, which only programs that print them show"};
    *more++ = (struct sandbox_feature){
        "memory limit for all processes", rehearsal.memory_group, false,
        rehearsal.memory_group ? "a memory control group was made"
                               : "no memory control group may be made here: the limit holds for "
                                 "each process; run as root, or delegate the memory controller"};
    *more++ = (struct sandbox_feature){
        "synchronous wake-up", rehearsal.wakes_at_once, false,
        rehearsal.wakes_at_once ? "the notification descriptor took the flag"
                                : "Linux 6.6 or newer has it: schedules take a little longer"};
    bool debugger = access("/usr/bin/gdb", X_OK) == 0;
    *more++ = (struct sandbox_feature){"gdb", debugger, false,
                                       debugger ? "/usr/bin/gdb, for replay --gdb"
                                                : "replay --gdb: install the package gdb"};
    bool compiler = access("/usr/bin/gcc", X_OK) == 0;
    *more++ = (struct sandbox_feature){"gcc", compiler, true,
                                       compiler ? "/usr/bin/gcc" : "install the package gcc"};
    return features;
}

int sandbox_check(struct error *err)
{
    struct rehearsal rehearsal;
    return rehearse(&rehearsal, err);
}
