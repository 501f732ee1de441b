/* SPDX-License-Identifier: MIT */
/* Oracles are the instructor's own code and run inside mpgrade; students' code never does. They are
 * compiled into a private temporary folder, which is gone again as soon as they are loaded: no
 * cache, so nothing that somebody else could have put there is ever loaded. The compilers of all
 * assignments run at the same time. */
#define _GNU_SOURCE
#include "oracle_library.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "folder.h"
#include "installation.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

struct workshop { /* the temporary folder */
    char path[64];
    char *headers;
};

struct compilation {
    pid_t compiler;
    char *object, *messages;
};

extern char **environ;

static int workshop_open(struct workshop *workshop, struct error *err)
{
    const char *parent = "/tmp";
    snprintf(workshop->path, sizeof workshop->path, "%s/mpgrade-oracle-XXXXXX", parent);
    if (!mkdtemp(workshop->path)) {
        workshop->path[0] = '\0';
        return error_errno(err, "no temporary folder can be made in %s", parent);
    }
    return installation_oracle_headers(&workshop->headers, err);
}

static void workshop_close(struct workshop *workshop)
{
    if (workshop->path[0])
        rmdir(workshop->path);
    free(workshop->headers);
}

static void compilation_clear(struct compilation *compilation)
{
    if (compilation->compiler > 0)
        waitpid(compilation->compiler, NULL, 0);
    if (compilation->object)
        unlink(compilation->object);
    if (compilation->messages)
        unlink(compilation->messages);
    free(compilation->object);
    free(compilation->messages);
}

static int spawn_compiler(const char *const *argv, const char *messages, pid_t *compiler,
                          struct error *err)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, messages, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    int problem = posix_spawnp(compiler, argv[0], &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem)
        return error_set(err, ERROR_MACHINE,
                         "the C compiler cc can't be started (%s); install the package gcc",
                         strerror(problem));
    return 0;
}

static int start(const struct workshop *workshop, const struct assignment *assignment,
                 struct compilation *compilation, struct error *err)
{
    cleanup_free char *source = format_string("%s/oracle.c", assignment->folder);
    compilation->object = format_string("%s/%s.so", workshop->path, assignment->id);
    compilation->messages = format_string("%s/%s.txt", workshop->path, assignment->id);
    const char *const argv[] = {
        "cc", "-std=gnu11",        "-O1",  "-fPIC", "-shared", "-I", workshop->headers,
        "-o", compilation->object, source, NULL};
    return spawn_compiler(argv, compilation->messages, &compilation->compiler, err);
}

/* The first error line that the compiler printed, for a message. */
static int report_messages(const char *path, const struct assignment *assignment, struct error *err)
{
    cleanup_with(entry_clear) struct entry entry = {0};
    const char *slash = strrchr(path, '/');
    cleanup_free char *parent = format_string("%.*s", (int)(slash - path), path);
    cleanup_fd int folder = folder_open(parent, err);
    if (folder < 0)
        return -1;
    folder_read(folder, slash + 1, LARGEST_SOURCE, &entry);
    const char *text = entry.data ? entry.data : "";
    const char *found = strstr(text, "error:");
    while (found && found > text && found[-1] != '\n')
        found--;
    const char *line = found ? found : text;
    return error_set(err, ERROR_USAGE, "the oracle of %s can't be compiled: %.*s", assignment->id,
                     (int)strcspn(line, "\n"), line);
}

static int bind_checks(struct assignment *assignment, struct error *err)
{
    const struct oracle_check *table = dlsym(assignment->library, "oracle_checks");
    if (!table)
        return error_set(err, ERROR_USAGE, "the oracle of %s defines no oracle_checks",
                         assignment->id);
    for (size_t i = 0; i < assignment->check_count; i++) {
        struct check *check = &assignment->checks[i];
        const struct oracle_check *row = table;
        while (row->id && strcmp(row->id, check->id) != 0)
            row++;
        if (!row->id)
            return error_set(err, ERROR_USAGE, "the oracle of %s has no check '%s'", assignment->id,
                             check->id);
        check->judge = row->judge;
    }
    return 0;
}

static int finish(struct compilation *compilation, struct assignment *assignment, struct error *err)
{
    int status = 0;
    pid_t waited = waitpid(compilation->compiler, &status, 0);
    compilation->compiler = 0;
    if (waited < 0)
        return error_errno(err, "the compiler of an oracle was lost");
    if (status != 0)
        return report_messages(compilation->messages, assignment, err);
    assignment->library = dlopen(compilation->object, RTLD_NOW | RTLD_LOCAL);
    if (!assignment->library)
        return error_set(err, ERROR_USAGE, "the oracle of %s can't be loaded: %s", assignment->id,
                         dlerror());
    return bind_checks(assignment, err);
}

int oracles_load(struct assignments *assignments, struct error *err)
{
    cleanup_with(workshop_close) struct workshop workshop = {0};
    if (workshop_open(&workshop, err) < 0)
        return -1;
    struct compilation *running = allocate(assignments->count * sizeof *running);
    int result = 0;
    for (size_t i = 0; i < assignments->count && result == 0; i++)
        result = start(&workshop, &assignments->items[i], &running[i], err);
    for (size_t i = 0; i < assignments->count; i++) {
        if (result == 0)
            result = finish(&running[i], &assignments->items[i], err);
        compilation_clear(&running[i]);
    }
    free(running);
    return result;
}
