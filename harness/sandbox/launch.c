/* SPDX-License-Identifier: MIT */
/* Theory: one code path for root and for an ordinary user. The keeper is cloned into a new user
 * namespace that knows a single user: ourselves, or, when we are root, a host user that owns
 * nothing. As makers of that namespace we may look into every task in it (descriptors, memory).
 *
 * The notification descriptor is born in the program, by the filter, before exec. The program says
 * READY just before, and is then unable to speak: its next call, exec, already waits for an answer.
 * So the worker takes the descriptor out of the program's table (pidfd_getfd), where its number is
 * known; until it is there the call fails with EBADF and the processor is offered to the program,
 * for the some 100 microseconds that the kernel needs for the filter.
 *
 * The keeper waits for MESSAGE_GO, so that its identity is mapped and its memory counted before it
 * does anything. Its death (launch_end) is everybody's: the kernel lets wait return only when the
 * last process of its namespace has been reaped. */
#define _GNU_SOURCE
#include "sandbox/launch.h"

#include "base/scope.h"
#include "sandbox/keeper.h"
#include "sandbox/root.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* For root: a user id of the machine that nobody has (Debian and systemd leave it free). */
enum { UNUSED_HOST_USER = 65533 };

enum {
    NAMESPACES = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC |
                 CLONE_NEWUTS | CLONE_NEWCGROUP,
};

static int fail(struct launch *launch, enum setup_step step, int error, struct error *err)
{
    launch->failed = step;
    return setup_error(err, step, error);
}

static int write_process_file(pid_t process, const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
    cleanup_fd int file = open(path, O_WRONLY | O_CLOEXEC);
    return file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : -1;
}

/* Root of a nested user namespace may have few users to give away. */
static bool is_mapped(unsigned user)
{
    cleanup_file FILE *map = fopen("/proc/self/uid_map", "re");
    unsigned first, outside, count;
    while (map && fscanf(map, "%u %u %u", &first, &outside, &count) == 3)
        if (user >= first && user - first < count)
            return true;
    return false;
}

static int map_identity(pid_t keeper)
{
    bool foreign = geteuid() == 0 && is_mapped(UNUSED_HOST_USER);
    char users[48], groups[48];
    snprintf(users, sizeof users, "%d %u 1", SANDBOX_USER, foreign ? UNUSED_HOST_USER : geteuid());
    snprintf(groups, sizeof groups, "%d %u 1", SANDBOX_USER,
             foreign ? UNUSED_HOST_USER : getegid());
    /* An ordinary user may map a group only once nobody inside can drop groups any more. */
    if (!foreign && write_process_file(keeper, "setgroups", "deny") < 0)
        return -1;
    if (write_process_file(keeper, "uid_map", users) < 0)
        return -1;
    return write_process_file(keeper, "gid_map", groups);
}

static int check_spec(const struct sandbox_spec *spec, struct error *err)
{
    if (spec->view_count > ROOT_VIEWS_MAX)
        return error_set(err, ERROR_INTERNAL, "sandbox: more than %d views", ROOT_VIEWS_MAX);
    for (size_t i = 0; i < spec->file_count; i++)
        if (strstr(spec->files[i].path, ".."))
            return error_set(err, ERROR_USAGE, "a file of a sandbox has \"..\" in its name: %s",
                             spec->files[i].path);
    return 0;
}

static int make_channel(int ends[2], struct error *err)
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return error_errno(err, "sandbox: no socket pair");
    /* The kernel then names the sender of each message, in our own process namespace. */
    return setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &(int){1}, sizeof(int));
}

/* After the clone; what fails here leaves a keeper that waits in vain, for the caller to end. */
static int admit(struct launch *launch, struct error *err)
{
    if (map_identity(launch->keeper) < 0)
        return fail(launch, STEP_IDENTITY, errno, err);
    return launch_tell(launch, MESSAGE_GO, err);
}

int launch_start(struct launch *launch, const struct sandbox_spec *spec,
                 enum filter_profile profile, const int streams[2], struct error *err)
{
    *launch = (struct launch){.control = -1, .folder = -1};
    launch->limits = limits_with_defaults(spec->limits);
    struct setup setup = {.spec = spec, .limits = launch->limits, .profile = profile};
    setup.filter = filter_program(profile, err);
    if (!setup.filter || check_spec(spec, err) < 0)
        return -1;
    int ends[2];
    if (make_channel(ends, err) < 0)
        return -1;
    launch->control = ends[0];
    cleanup_fd int keepers_end = ends[1];
    setup.control = keepers_end;
    setup.streams[0] = streams[0];
    setup.streams[1] = streams[1];
    setup.memory_entry =
        memory_group_make(&launch->group, launch->limits.memory) ? launch->group.entry : -1;
    launch->keeper = (pid_t)syscall(SYS_clone, NAMESPACES | SIGCHLD, 0, 0, 0, 0);
    if (launch->keeper == 0)
        keeper_run(&setup);
    int failed =
        launch->keeper < 0 ? fail(launch, STEP_NAMESPACES, errno, err) : admit(launch, err);
    if (failed) {
        launch_end(launch, NULL);
        launch_release(launch);
    }
    return failed;
}

int launch_tell(struct launch *launch, enum message_kind kind, struct error *err)
{
    struct message message = {.kind = kind};
    if (send(launch->control, &message, sizeof message, MSG_NOSIGNAL) < 0)
        return error_errno(err, "sandbox: the keeper is gone");
    return 0;
}

/* One message with what came along: a descriptor (else -1) and the sender. */
static ssize_t receive(int control, struct message *message, int *descriptor, pid_t *sender)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
    } extra;
    struct iovec part = {message, sizeof *message};
    struct msghdr envelope = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra};
    ssize_t size;
    do
        size = recvmsg(control, &envelope, MSG_CMSG_CLOEXEC);
    while (size < 0 && errno == EINTR);
    *descriptor = -1;
    *sender = 0;
    for (struct cmsghdr *at = size < 0 ? NULL : CMSG_FIRSTHDR(&envelope); at;
         at = CMSG_NXTHDR(&envelope, at)) {
        struct ucred credentials;
        if (at->cmsg_type == SCM_RIGHTS)
            memcpy(descriptor, CMSG_DATA(at), sizeof *descriptor);
        if (at->cmsg_type == SCM_CREDENTIALS) {
            memcpy(&credentials, CMSG_DATA(at), sizeof credentials);
            *sender = credentials.pid;
        }
    }
    return size;
}

int launch_hear(struct launch *launch, struct message *message, pid_t *sender, struct error *err)
{
    int descriptor;
    pid_t from;
    ssize_t size = receive(launch->control, message, &descriptor, &from);
    if (size != sizeof *message)
        return error_set(err, ERROR_INTERNAL, "sandbox: the keeper died%s",
                         memory_group_killed(&launch->group) ? " for lack of memory" : "");
    if (message->kind == MESSAGE_FAILED)
        return fail(launch, message->step, message->error, err);
    if (message->kind == MESSAGE_FOLDER) {
        launch->folder = descriptor;
        launch->fixed_pids = message->fixed_pids;
        if (!message->bounded_memory)
            memory_group_remove(&launch->group);
    }
    if (sender)
        *sender = from;
    return 0;
}

/* Why a program that was READY has no listener: its own words, if it had any. */
static int explain_missing(struct launch *launch, int error, struct error *err)
{
    struct message message;
    ssize_t size = recv(launch->control, &message, sizeof message, MSG_DONTWAIT);
    if (size == sizeof message && message.kind == MESSAGE_FAILED)
        return fail(launch, message.step, message.error, err);
    return fail(launch, STEP_LISTENER, error, err);
}

int launch_take_listener(struct launch *launch, pid_t program, struct error *err)
{
    cleanup_fd int process = (int)syscall(SYS_pidfd_open, program, 0);
    if (process < 0)
        return explain_missing(launch, errno, err);
    for (;;) {
        int listener = (int)syscall(SYS_pidfd_getfd, process, PROGRAM_LISTENER, 0);
        if (listener >= 0)
            return listener;
        if (errno != EBADF)
            return explain_missing(launch, errno, err);
        sched_yield();
    }
}

void launch_end(struct launch *launch, struct rusage *usage)
{
    if (launch->keeper <= 0)
        return;
    kill(launch->keeper, SIGKILL);
    while (wait4(launch->keeper, NULL, 0, usage) < 0 && errno == EINTR)
        continue;
    launch->keeper = 0;
}

void launch_release(struct launch *launch)
{
    if (launch->control >= 0)
        close(launch->control);
    if (launch->folder >= 0)
        close(launch->folder);
    launch->control = launch->folder = -1;
    memory_group_remove(&launch->group);
}
