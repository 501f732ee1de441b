/* SPDX-License-Identifier: MIT */
/* Theory: three processes.
 *
 *   worker ──control channel──▶ keeper (process 1 inside) ──fork──▶ program
 *
 * The worker holds verdicts and runs no student code. The keeper is pid 1 of the process namespace:
 * when it dies, the kernel kills everyone inside and nobody is left. It dies with the worker, by
 * two nets: the kernel's parent-death signal, and the end of the control channel, which it reads
 * (the signal alone has a race: the worker may die before it is asked for). The program can't be
 * the keeper, because process 1 ignores signals and must reap orphans.
 *
 * The keeper never writes to the worker's standard output or error; its own are the program's
 * streams, unused. It allocates nothing: it is the child of a process that may have threads. */
#define _GNU_SOURCE
#include "sandbox/keeper.h"

#include "base/scope.h"
#include "sandbox/confine.h"
#include "sandbox/folder.h"
#include "sandbox/memory_group.h"
#include "sandbox/pids.h"
#include "sandbox/root.h"
#include "sandbox/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct keeper {
    const struct setup *setup;
    struct root root;
    struct folder_listing listing;
    struct pids pids;
    int processes; /* /proc of the machine, until the program has started */
    pid_t program;
    bool bounded_memory;
};

/* Tells the worker; a worker that is gone needs nobody any more. */
static void tell(const struct message *message, int descriptor)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control = {.header = {.cmsg_level = SOL_SOCKET,
                            .cmsg_type = SCM_RIGHTS,
                            .cmsg_len = CMSG_LEN(sizeof(int))}};
    struct iovec part = {(void *)message, sizeof *message};
    struct msghdr envelope = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
        envelope.msg_control = &control;
        envelope.msg_controllen = sizeof control;
    }
    if (sendmsg(KEEPER_CONTROL, &envelope, MSG_NOSIGNAL) < 0)
        _exit(1);
}

static _Noreturn void give_up(enum setup_step step)
{
    tell(&(struct message){.kind = MESSAGE_FAILED, .step = step, .error = errno}, -1);
    _exit(1);
}

/* Leaves only what the keeper needs, at fixed numbers: 1 and 2 the streams, 3 the channel. */
static void arrange_descriptors(const struct setup *setup)
{
    int kept[] = {setup->streams[0], setup->streams[1], setup->control};
    for (int i = 0; i < 3; i++)
        kept[i] = fcntl(kept[i], F_DUPFD_CLOEXEC, 16);
    for (int i = 0; i < 3; i++)
        if (kept[i] < 0 || dup3(kept[i], i + 1, O_CLOEXEC) < 0)
            _exit(1);
    if (close_range(KEEPER_CONTROL + 1, ~0u, 0) < 0)
        _exit(1);
}

static void await(enum message_kind kind)
{
    struct message message;
    ssize_t size = recv(KEEPER_CONTROL, &message, sizeof message, 0);
    if (size != sizeof message || message.kind != kind)
        _exit(0);
}

/* From the worker's identity, which has no name in here, to the sandbox's only user. The
 * supplementary groups of an ordinary user can't be dropped (the kernel forbids it together with an
 * unprivileged mapping); they open nothing in the new root. */
static int change_identity(void)
{
    if (syscall(SYS_setgroups, 0, NULL) < 0 && errno != EPERM)
        return -1;
    if (syscall(SYS_setresgid, SANDBOX_USER, SANDBOX_USER, SANDBOX_USER) < 0 ||
        syscall(SYS_setresuid, SANDBOX_USER, SANDBOX_USER, SANDBOX_USER) < 0)
        return -1;
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* after: a change of identity clears it */
}

static void make_world(struct keeper *keeper)
{
    static const char name[] = "sandbox";
    pids_open(&keeper->pids);
    keeper->processes = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    enum setup_step failed = root_take_views(keeper->setup, &keeper->root);
    if (failed)
        give_up(failed);
    if (change_identity() < 0 || sethostname(name, sizeof name - 1) < 0)
        give_up(STEP_IDENTITY);
    failed = root_make(keeper->setup, &keeper->root);
    if (failed)
        give_up(failed);
}

/* When memory runs out, the program goes first. Best effort: without /proc it can't be asked. */
static void offer_to_memory_killer(int processes)
{
    cleanup_fd int file = openat(processes, "self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file >= 0 && write(file, "1000", 4) < 0)
        return;
}

static void start_program(struct keeper *keeper)
{
    keeper->program = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (keeper->program < 0)
        give_up(STEP_PROGRAM);
    if (keeper->program == 0) {
        offer_to_memory_killer(keeper->processes);
        confine_program(keeper->setup, keeper->bounded_memory);
    }
    close(keeper->processes);
    keeper->pids.base = keeper->program;
}

static int restore_files(struct keeper *keeper)
{
    const struct sandbox_spec *spec = keeper->setup->spec;
    for (size_t i = 0; i < ROOT_SCRATCH_COUNT; i++)
        if (folder_clear(keeper->root.scratch[i]) < 0)
            return -1;
    int folder = keeper->root.folder;
    if (folder_restore(folder, spec->files, spec->file_count, &keeper->listing))
        return 0;
    if (folder_clear(folder) < 0 || folder_fill(folder, spec->files, spec->file_count) < 0)
        return -1;
    folder_list(folder, &keeper->listing);
    return 0;
}

/* A descriptor of its own, because an open file description has one offset. */
static void hand_over_folder(struct keeper *keeper)
{
    cleanup_fd int folder = open(SANDBOX_FOLDER, O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct message message = {.kind = MESSAGE_FOLDER,
                              .fixed_pids = keeper->pids.last >= 0,
                              .bounded_memory = keeper->bounded_memory};
    tell(&message, folder);
}

/* Serves the worker of a submission until the channel ends. */
static _Noreturn void serve(struct keeper *keeper)
{
    for (;;) {
        await(MESSAGE_RESET);
        struct message answer = {.kind = MESSAGE_RESET};
        if (pids_clear(&keeper->pids, keeper->program) < 0 || shared_clear() < 0 ||
            restore_files(keeper) < 0)
            answer = (struct message){.kind = MESSAGE_FAILED, .step = STEP_RESET, .error = errno};
        tell(&answer, -1);
    }
}

/* Stays until a command has ended and the worker has heard of it. */
static _Noreturn void wait_for_command(struct keeper *keeper)
{
    int status = 0;
    pid_t ended;
    do
        ended = wait(&status);
    while (ended != keeper->program && (ended >= 0 || errno == EINTR));
    tell(&(struct message){.kind = MESSAGE_ENDED, .status = status}, -1);
    await(MESSAGE_GO);
    _exit(0);
}

_Noreturn void keeper_run(const struct setup *setup)
{
    static struct keeper keeper; /* large; there is one per process */
    keeper.setup = setup;
    if (confine_reset_signals() < 0)
        _exit(1);
    keeper.bounded_memory = setup->memory_entry >= 0 && memory_group_join(setup->memory_entry);
    arrange_descriptors(setup);
    await(MESSAGE_GO);
    make_world(&keeper);
    folder_list(keeper.root.folder, &keeper.listing);
    hand_over_folder(&keeper);
    start_program(&keeper);
    if (setup->profile == FILTER_FREE)
        wait_for_command(&keeper);
    serve(&keeper);
}
