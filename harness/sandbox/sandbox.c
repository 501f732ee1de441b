/* SPDX-License-Identifier: MIT */
/* Theory: a confined submission and the descriptors by which the director rules it.
 *
 * The notification descriptor is born in the program, by the filter, before exec. The program says
 * READY just before, names nothing, and is then unable to speak: its next call, exec, already waits
 * for an answer. So the worker takes the descriptor out of the program's table (pidfd_getfd), where
 * its number is known; until it is there the call fails with EBADF and the processor is offered to
 * the program, for the some 100 µs that the kernel needs for the filter. */
#define _GNU_SOURCE
#include "sandbox/sandbox.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "sandbox/collect.h"
#include "sandbox/launch.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

struct sandbox {
    struct launch launch;
    pid_t program;
    int listener;
    int streams[2];
};

/* Reports why a program that was READY has no listener: its own words, if it had any. */
static int explain_missing(struct launch *launch, int error, struct error *err)
{
    struct message message;
    ssize_t size = recv(launch->control, &message, sizeof message, MSG_DONTWAIT);
    if (size == sizeof message && message.kind == MESSAGE_FAILED)
        return setup_error(err, message.step, message.error);
    return setup_error(err, STEP_LISTENER, error);
}

static int take_listener(struct sandbox *sandbox, struct error *err)
{
    cleanup_fd int program = (int)syscall(SYS_pidfd_open, sandbox->program, 0);
    if (program < 0)
        return explain_missing(&sandbox->launch, errno, err);
    for (;;) {
        sandbox->listener = (int)syscall(SYS_pidfd_getfd, program, PROGRAM_LISTENER, 0);
        if (sandbox->listener >= 0)
            return 0;
        if (errno != EBADF)
            return explain_missing(&sandbox->launch, errno, err);
        sched_yield();
    }
}

static int make_streams(struct sandbox *sandbox, struct error *err)
{
    static const char *const names[] = {"standard output", "standard error"};
    for (int i = 0; i < 2; i++) {
        sandbox->streams[i] = memfd_create(names[i], MFD_CLOEXEC);
        if (sandbox->streams[i] < 0)
            return error_errno(err, "sandbox: no memory file");
    }
    return 0;
}

static int start(struct sandbox *sandbox, const struct sandbox_spec *spec, struct error *err)
{
    struct message message;
    if (make_streams(sandbox, err) < 0 ||
        launch_start(&sandbox->launch, spec, FILTER_SCHEDULED, sandbox->streams, err) < 0 ||
        launch_hear(&sandbox->launch, &message, &sandbox->program, err) < 0)
        return -1;
    return take_listener(sandbox, err);
}

int sandbox_open(const struct sandbox_spec *spec, struct sandbox **sandbox, struct error *err)
{
    struct sandbox *fresh = allocate(sizeof *fresh);
    fresh->launch.control = fresh->launch.folder = -1;
    fresh->listener = fresh->streams[0] = fresh->streams[1] = -1;
    if (start(fresh, spec, err) < 0) {
        sandbox_close(fresh);
        return -1;
    }
    *sandbox = fresh;
    return 0;
}

int sandbox_listener(const struct sandbox *sandbox)
{
    return sandbox->listener;
}

pid_t sandbox_program(const struct sandbox *sandbox)
{
    return sandbox->program;
}

int sandbox_folder(const struct sandbox *sandbox)
{
    return sandbox->launch.folder;
}

int sandbox_stream(const struct sandbox *sandbox, int number)
{
    return sandbox->streams[number - 1];
}

int sandbox_reset(struct sandbox *sandbox, struct error *err)
{
    struct message message;
    if (launch_tell(&sandbox->launch, MESSAGE_RESET, err) < 0)
        return -1;
    return launch_hear(&sandbox->launch, &message, NULL, err);
}

bool sandbox_fixed_pids(const struct sandbox *sandbox)
{
    return sandbox->launch.fixed_pids;
}

int sandbox_collect(struct sandbox *sandbox, struct file_image **files, size_t *count,
                    struct error *err)
{
    bool truncated;
    return collect_folder(sandbox->launch.folder, &sandbox->launch.limits, files, count, &truncated,
                          err);
}

uint64_t sandbox_peak_memory(const struct sandbox *sandbox)
{
    return memory_group_peak(&sandbox->launch.group);
}

bool sandbox_out_of_memory(const struct sandbox *sandbox)
{
    return memory_group_killed(&sandbox->launch.group);
}

void sandbox_close(struct sandbox *sandbox)
{
    if (!sandbox)
        return;
    launch_end(&sandbox->launch, NULL);
    launch_release(&sandbox->launch);
    int descriptors[] = {sandbox->listener, sandbox->streams[0], sandbox->streams[1]};
    for (int i = 0; i < 3; i++)
        if (descriptors[i] >= 0)
            close(descriptors[i]);
    free(sandbox);
}
