/* SPDX-License-Identifier: MIT */
/* Theory: a confined submission and the descriptors by which the director rules it. Whoever holds
 * the notification descriptor must answer, or the program waits for good; whoever closes it lets
 * every later call of the program fail with ENOSYS. */
#define _GNU_SOURCE
#include "sandbox/sandbox.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "sandbox/collect.h"
#include "sandbox/launch.h"

#include <sys/mman.h>

struct sandbox {
    struct launch launch;
    pid_t program;
    int listener;
    int streams[2];
};

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
        launch_start(&sandbox->launch, spec, FILTER_SCHEDULED, sandbox->streams, err) < 0)
        return -1;
    do
        if (launch_hear(&sandbox->launch, &message, &sandbox->program, err) < 0)
            return -1;
    while (message.kind != MESSAGE_READY);
    sandbox->listener = launch_take_listener(&sandbox->launch, sandbox->program, err);
    return sandbox->listener < 0 ? -1 : 0;
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
