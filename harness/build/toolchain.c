/* SPDX-License-Identifier: MIT */
/* Theory: the compiler is hostile code's first host (#include "/etc/shadow", .incbin, endless
 * macros), so it runs boxed like the program and sees only sources, system headers, toolchain and
 * runtime. Paths inside are the same everywhere (/task, /runtime), hence the same input gives the
 * same bytes. The environment is ours alone: nothing of the caller's (CPATH, TMPDIR …) gets in. */
#define _GNU_SOURCE
#include "build/toolchain.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MPGRADE_RUNTIME_FOLDER
#error "the build system defines MPGRADE_RUNTIME_FOLDER, the build tree's runtime folder"
#endif

enum { VIEWS_MAX = 12 };

static const struct limits build_limits = {
    .memory = 1u << 30,
    .cpu_seconds = 20,
    .wall_ms = 120000,  /* a guard only: an idle compiler, or a machine that is hopelessly busy */
    .output = 1u << 20, /* of raw text; 64 KiB of it are kept as diagnostics */
    .file_bytes = 64u << 20,
};

void command_add(struct command *command, const char *argument)
{
    array_reserve(command->arguments, command->count, command->capacity);
    command->arguments[command->count++] = copy_string(argument);
}

void command_add_copy(struct command *command, char *argument)
{
    array_reserve(command->arguments, command->count, command->capacity);
    command->arguments[command->count++] = argument;
}

void command_clear(struct command *command)
{
    for (size_t i = 0; i < command->count; i++)
        free(command->arguments[i]);
    free(command->arguments);
    *command = (struct command){0};
}

/* Keeps those of the folders that this machine has, shown where they are. */
static size_t present(const char *const *folders, struct sandbox_view *views)
{
    size_t count = 0;
    for (; *folders; folders++) {
        struct stat status;
        if (lstat(*folders, &status) == 0)
            views[count++] = (struct sandbox_view){*folders, *folders};
    }
    return count;
}

const struct sandbox_view *build_shared_views(size_t *count)
{
    static const char *const folders[] = {"/usr/lib", "/usr/lib64", "/lib", "/lib64", NULL};
    static struct sandbox_view views[VIEWS_MAX];
    *count = present(folders, views);
    return views;
}

const struct sandbox_view *build_tool_views(size_t *count)
{
    static const char *const folders[] = {"/usr/bin", "/bin",   "/usr/lib",          "/usr/lib64",
                                          "/lib",     "/lib64", "/etc/alternatives", NULL};
    static struct sandbox_view views[VIEWS_MAX];
    *count = present(folders, views);
    return views;
}

const char *build_runtime_folder(struct error *err)
{
    static char beside[PATH_MAX];
    char executable[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", executable, sizeof executable - 1);
    executable[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(executable, '/');
    if (slash)
        *slash = '\0';
    snprintf(beside, sizeof beside, "%.*s/../lib/mpgrade", PATH_MAX - 32, executable);
    const char *const folders[] = {beside, MPGRADE_RUNTIME_FOLDER};
    for (int i = 0; i < 2; i++) {
        cleanup_free char *agent = format_string("%s/agent.o", folders[i]);
        if (access(agent, R_OK) == 0)
            return folders[i];
    }
    error_set(err, ERROR_MACHINE,
              "the runtime folder is missing (%s); install or build mpgrade again",
              MPGRADE_RUNTIME_FOLDER);
    return NULL;
}

int toolchain_run(struct command *command, const struct sandbox_file *files, size_t file_count,
                  struct sandbox_outcome *outcome, struct error *err)
{
    static const char *const folders[] = {"/usr/bin",     "/usr/lib",     "/usr/lib64",
                                          "/usr/include", "/usr/libexec", "/bin",
                                          "/lib",         "/lib64",       NULL};
    static char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C", folder[] = "TMPDIR=/tmp";
    char *const environment[] = {path, locale, folder, NULL};
    struct sandbox_view views[VIEWS_MAX];
    size_t view_count = present(folders, views);
    const char *runtime = build_runtime_folder(err);
    if (!runtime)
        return -1;
    views[view_count++] = (struct sandbox_view){runtime, "/runtime"};
    array_reserve(command->arguments, command->count, command->capacity);
    command->arguments[command->count] = NULL;
    struct sandbox_spec spec = {
        .argv = command->arguments,
        .envp = environment,
        .views = views,
        .view_count = view_count,
        .files = files,
        .file_count = file_count,
        .limits = build_limits,
    };
    if (sandbox_run(&spec, outcome, err) < 0)
        return -1;
    if (outcome->end == SANDBOX_WALL_LIMIT) { /* nothing that a submission could be blamed for */
        sandbox_outcome_clear(outcome);
        return error_set(err, ERROR_INTERNAL,
                         "the compiler didn't end within two minutes, though "
                         "it used little processor time; is this machine busy?");
    }
    return 0;
}

const char *toolchain_excuse(const struct sandbox_outcome *outcome, const char *said)
{
    static const char *const limits[] = {
        [SANDBOX_CPU_LIMIT] = "compiling took longer than 20 seconds",
        [SANDBOX_MEMORY_LIMIT] = "compiling needed more than 1 GiB of memory",
        [SANDBOX_OUTPUT_LIMIT] = "the compiler printed more than 1 MiB of messages",
    };
    /* What gcc's driver says when a part of it dies. The first that fits is the cause. */
    static const struct {
        const char *words, *excuse;
    } last_words[] = {
        {"CPU time limit exceeded", "compiling took longer than 20 seconds"},
        {"File size limit exceeded", "the compiled program would be larger than 64 MiB"},
        {"No space left on device", "the compiled program would be larger than 64 MiB"},
        {"out of memory", "compiling needed more than 1 GiB of memory"},
        {"virtual memory exhausted", "compiling needed more than 1 GiB of memory"},
        {"memory exhausted", "compiling needed more than 1 GiB of memory"},
        {"relocation truncated to fit", "the program's data is larger than 2 GiB"},
        {"relocation overflow", "the program's data is larger than 2 GiB"},
        {"internal compiler error", "the compiler crashed on this code"},
        {"signal terminated program", "the compiler crashed on this code"},
        {"PLEASE submit a bug report", "the compiler crashed on this code"},
    };
    if (outcome->end == SANDBOX_SIGNALLED)
        return "the compiler crashed on this code";
    if (outcome->end != SANDBOX_EXITED)
        return limits[outcome->end];
    for (size_t i = 0; outcome->status != 0 && i < sizeof last_words / sizeof *last_words; i++)
        if (strstr(said, last_words[i].words))
            return last_words[i].excuse;
    return NULL;
}
