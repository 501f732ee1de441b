/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "box.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "contract/agent_call.h"
#include "guest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *guest;
static size_t guest_size;

static void load_guest(void)
{
    cleanup_fd int file = open(GUEST_PATH, O_RDONLY | O_CLOEXEC);
    struct stat status;
    cr_assert(file >= 0 && fstat(file, &status) == 0, "no guest at " GUEST_PATH);
    guest_size = (size_t)status.st_size;
    guest = allocate(guest_size);
    cr_assert_eq(read(file, guest, guest_size), (ssize_t)guest_size);
}

void box_become_user(void)
{
    load_guest();
    if (geteuid() != 0)
        return;
    cr_assert_eq(syscall(SYS_setgroups, 0, NULL), 0);
    cr_assert_eq(setresgid(1000, 1000, 1000), 0);
    cr_assert_eq(setresuid(1000, 1000, 1000), 0);
    cr_assert_eq(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), 0); /* as after an exec by that user */
}

static struct sandbox_spec specify(char **arguments, struct sandbox_file *files)
{
    static char *environment[] = {NULL};
    if (!guest)
        load_guest();
    files[0] = (struct sandbox_file){"/program", guest, guest_size};
    files[1] = (struct sandbox_file){"names.txt", "alice\n", 6};
    files[2] = (struct sandbox_file){"tickets.txt", "3", 1};
    return (struct sandbox_spec){.argv = arguments,
                                 .envp = environment,
                                 .files = files,
                                 .file_count = 3,
                                 .input = "input\n",
                                 .input_size = 6};
}

void box_run(const char *verb, struct limits limits, struct sandbox_outcome *outcome)
{
    char path[] = "/program";
    char *arguments[] = {path, (char *)verb, NULL};
    struct sandbox_file files[3];
    struct sandbox_spec spec = specify(arguments, files);
    spec.limits = limits;
    struct error err;
    cr_assert_eq(sandbox_run(&spec, outcome, &err), 0, "%s", err.message);
}

struct sandbox *box_open(const char *verb)
{
    char path[] = "/program", mode[] = "serve";
    char *arguments[] = {path, mode, (char *)verb, NULL};
    struct sandbox_file files[3];
    struct sandbox_spec spec = specify(arguments, files);
    struct sandbox *sandbox = NULL;
    struct error err;
    cr_assert_eq(sandbox_open(&spec, &sandbox, &err), 0, "%s", err.message);
    return sandbox;
}

static bool receive(struct sandbox *sandbox, struct seccomp_notif *call)
{
    do
        memset(call, 0, sizeof *call);
    while (ioctl(sandbox_listener(sandbox), SECCOMP_IOCTL_NOTIF_RECV, call) < 0 &&
           (errno == ENOENT || errno == EINTR));
    return call->id != 0;
}

static void answer(struct sandbox *sandbox, const struct seccomp_notif *call, long value, int error)
{
    struct seccomp_notif_resp response = {.id = call->id, .val = value, .error = -error};
    if (value == 0 && error == 0 && call->data.nr != AGENT_CALL)
        response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ioctl(sandbox_listener(sandbox), SECCOMP_IOCTL_NOTIF_SEND, &response);
}

/* Until the run is reported; `deny` says whether a call of the run is answered instead of made. */
static void serve(struct sandbox *sandbox, bool (*deny)(const struct seccomp_notif *call))
{
    bool running = false;
    struct seccomp_notif call;
    while (receive(sandbox, &call)) {
        bool ours = call.data.nr == AGENT_CALL && (pid_t)call.pid == sandbox_program(sandbox);
        if (ours && call.data.args[0] == AGENT_READY) {
            answer(sandbox, &call, GUEST_RUN, 0);
            running = true;
        } else if (ours && call.data.args[0] == GUEST_RUN_ENDED) {
            answer(sandbox, &call, 0, 0);
            return;
        } else {
            bool refused = running && (pid_t)call.pid != sandbox_program(sandbox) && deny(&call);
            answer(sandbox, &call, 0, refused ? ANSWERED : 0);
        }
    }
    cr_assert_fail("the guest ended");
}

static bool deny_nothing(const struct seccomp_notif *call)
{
    (void)call;
    return false;
}

/* The guest needs to write its findings to standard error, and to end: exit_group(0) is what it
 * tries first, so the second is let through. */
static bool deny_most(const struct seccomp_notif *call)
{
    static int exits;
    if (call->data.nr == SYS_exit_group)
        return exits++ == 0;
    return !(call->data.nr == SYS_write && call->data.args[0] == 2);
}

void box_serve(struct sandbox *sandbox)
{
    serve(sandbox, deny_nothing);
}

void box_serve_denying(struct sandbox *sandbox)
{
    serve(sandbox, deny_most);
}

char *box_stream(struct sandbox *sandbox, int number)
{
    struct stat status;
    int stream = sandbox_stream(sandbox, number);
    cr_assert_eq(fstat(stream, &status), 0);
    char *text = allocate((size_t)status.st_size + 1);
    cr_assert_eq(pread(stream, text, (size_t)status.st_size, 0), status.st_size);
    return text;
}

int box_count_processes(const char *verb)
{
    int count = 0;
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; (entry = readdir(processes));) {
        cleanup_free char *path = format_string("/proc/%s/cmdline", entry->d_name);
        cleanup_fd int file = open(path, O_RDONLY | O_CLOEXEC);
        char line[256] = "";
        ssize_t size = file >= 0 ? read(file, line, sizeof line - 1) : 0;
        count += size > 0 && strncmp(line, "/program", sizeof line) == 0 &&
                 memmem(line, (size_t)size, verb, strlen(verb)) != NULL;
    }
    closedir(processes);
    return count;
}
