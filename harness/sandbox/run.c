/* SPDX-License-Identifier: MIT */
/* Theory: a command (the compiler) under the same confinement, without a director. Its output comes
 * through one pipe, drained while it runs and capped; a guard on wall time ends what hangs without
 * using the processor (a FIFO as a header). The command is over when its first process is: whatever
 * it left behind dies with the keeper, and only then are pipe and folder read to their end. */
#define _GNU_SOURCE
#include "base/scope.h"
#include "base/text.h"
#include "sandbox/collect.h"
#include "sandbox/launch.h"
#include "sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

struct command {
    struct launch launch;
    int output; /* read end, non-blocking */
    struct text text;
    struct sandbox_outcome *outcome;
};

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Takes what the pipe holds; false once more has come than is allowed. */
static bool drain(struct command *command)
{
    size_t limit = command->launch.limits.output;
    for (;;) {
        char buffer[16384];
        ssize_t size = read(command->output, buffer, sizeof buffer);
        if (size <= 0)
            return true;
        size_t room = limit - command->text.length;
        text_add(&command->text, buffer, (size_t)size < room ? (size_t)size : room);
        if ((size_t)size > room)
            return false;
    }
}

/* The folder comes before the program starts: whatever happens then, it can be collected. */
static int await_start(struct command *command, struct error *err)
{
    struct message message;
    do
        if (launch_hear(&command->launch, &message, NULL, err) < 0)
            return -1;
    while (message.kind != MESSAGE_FOLDER);
    return 0;
}

static int hear_end(struct command *command, struct error *err)
{
    struct message message;
    if (launch_hear(&command->launch, &message, NULL, err) < 0)
        return -1;
    bool signalled = WIFSIGNALED(message.status);
    command->outcome->end = signalled ? SANDBOX_SIGNALLED : SANDBOX_EXITED;
    command->outcome->status = signalled ? WTERMSIG(message.status) : WEXITSTATUS(message.status);
    return 0;
}

/* Until the command ends or a limit is reached. */
static int watch(struct command *command, struct error *err)
{
    uint64_t deadline = now_ms() + command->launch.limits.wall_ms;
    for (;;) {
        struct pollfd sources[] = {{.fd = command->launch.control, .events = POLLIN},
                                   {.fd = command->output, .events = POLLIN}};
        uint64_t now = now_ms();
        int ready = now < deadline ? poll(sources, 2, (int)(deadline - now)) : 0;
        if (ready < 0 && errno != EINTR)
            return error_errno(err, "sandbox: poll");
        command->outcome->end = SANDBOX_WALL_LIMIT;
        if (ready == 0)
            return 0;
        command->outcome->end = SANDBOX_OUTPUT_LIMIT;
        if (!drain(command))
            return 0;
        if (sources[0].revents)
            return hear_end(command, err);
    }
}

/* The limit of processor time is kept by counting ticks: what was used may be less by a third. Its
 * signal is clear; a compiler that only reports the death of a part of it is judged by the time. */
static bool used_its_time(const struct command *command)
{
    const struct sandbox_outcome *outcome = command->outcome;
    if (outcome->end == SANDBOX_SIGNALLED && outcome->status == SIGXCPU)
        return true;
    return outcome->cpu_seconds >= 0.9 * (double)command->launch.limits.cpu_seconds;
}

/* What the kernel knows overrules what the command says of itself. */
static void judge(struct command *command, const struct rusage *usage)
{
    struct sandbox_outcome *outcome = command->outcome;
    outcome->cpu_seconds = (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
                           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
    outcome->peak_memory = memory_group_peak(&command->launch.group);
    bool failed = outcome->end == SANDBOX_SIGNALLED || outcome->status != 0;
    if (outcome->end > SANDBOX_SIGNALLED || !failed)
        return;
    if (memory_group_killed(&command->launch.group))
        outcome->end = SANDBOX_MEMORY_LIMIT;
    else if (used_its_time(command))
        outcome->end = SANDBOX_CPU_LIMIT;
}

static int finish(struct command *command, struct error *err)
{
    struct rusage usage = {0};
    struct sandbox_outcome *outcome = command->outcome;
    launch_end(&command->launch, &usage);
    judge(command, &usage);
    if (!drain(command) && outcome->end <= SANDBOX_SIGNALLED)
        outcome->end = SANDBOX_OUTPUT_LIMIT;
    return collect_folder(command->launch.folder, &command->launch.limits, &outcome->files,
                          &outcome->file_count, &outcome->files_truncated, err);
}

static int run(struct command *command, const struct sandbox_spec *spec, struct error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return error_errno(err, "sandbox: no pipe");
    cleanup_fd int output = ends[0], input = ends[1];
    command->output = output;
    if (fcntl(output, F_SETFL, O_NONBLOCK) < 0)
        return error_errno(err, "sandbox: no non-blocking pipe");
    int streams[2] = {input, input};
    if (launch_start(&command->launch, spec, FILTER_FREE, streams, err) < 0)
        return -1;
    close(steal_fd(&input));
    int failed =
        await_start(command, err) < 0 || watch(command, err) < 0 || finish(command, err) < 0;
    launch_end(&command->launch, NULL);
    launch_release(&command->launch);
    return failed ? -1 : 0;
}

int sandbox_run(const struct sandbox_spec *spec, struct sandbox_outcome *outcome, struct error *err)
{
    *outcome = (struct sandbox_outcome){0};
    struct command command = {.outcome = outcome};
    int failed = run(&command, spec, err);
    outcome->output_size = command.text.length;
    outcome->output = text_steal(&command.text);
    if (failed)
        sandbox_outcome_clear(outcome);
    return failed;
}

void sandbox_outcome_clear(struct sandbox_outcome *outcome)
{
    for (size_t i = 0; i < outcome->file_count; i++) {
        free(outcome->files[i].path);
        free(outcome->files[i].data);
    }
    free(outcome->files);
    free(outcome->output);
    *outcome = (struct sandbox_outcome){0};
}
