/* SPDX-License-Identifier: MIT */
/* gdb attaches while the director holds the task; the stop takes effect as soon as the task's call
 * is answered, so gdb shows it right behind its step, and everybody else is held until the task
 * reports again. gdb and mpgrade share the terminal: a Ctrl-C there is for gdb. The program's debug
 * information calls the folder of its sources BUILD_FOLDER; a copy of them lies with the program.
 */
#define _GNU_SOURCE
#include "debug.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum { PATIENCE_MS = 20000, LOOK_EVERY_MS = 5 };

static int put(const struct debugger *debugger, const char *name, const char *data, size_t size,
               struct error *err)
{
    cleanup_free char *path = format_string("%s/%s", debugger->folder, name);
    cleanup_free char *parent = copy_string(path);
    if (folder_make(dirname(parent), err) < 0)
        return -1;
    return file_replace(path, data, size, err);
}

static bool has_gdb(void)
{
    return access("/usr/bin/gdb", X_OK) == 0;
}

int debugger_prepare(struct debugger *debugger, const struct handin *files, const char *program,
                     size_t size, struct error *err)
{
    *debugger = (struct debugger){.folder = "/tmp/mpgrade-gdb-XXXXXX"};
    if (!has_gdb()) {
        debugger->folder[0] = '\0';
        return error_set(err, ERROR_MACHINE, "--gdb needs gdb: apt-get install gdb");
    }
    if (!mkdtemp(debugger->folder)) {
        debugger->folder[0] = '\0';
        return error_errno(err, "no folder for gdb can be made");
    }
    if (put(debugger, "program", program, size, err) < 0)
        return -1;
    for (size_t i = 0; i < files->count; i++)
        if (put(debugger, files->files[i].path, files->files[i].data, files->files[i].size, err) <
            0)
            return -1;
    return 0;
}

static bool is_traced(pid_t task)
{
    char path[64], line[128];
    int tracer = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)task);
    cleanup_file FILE *status = fopen(path, "re");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "TracerPid: %d", &tracer) == 1)
            break;
    return tracer != 0;
}

static bool has_ended(pid_t process)
{
    siginfo_t end = {0};
    return waitid(P_PID, (id_t)process, &end, WEXITED | WNOHANG | WNOWAIT) < 0 || end.si_pid != 0;
}

static void run_gdb(const struct debugger *debugger, pid_t task)
{
    char process[24], sources[96], program[64];
    snprintf(process, sizeof process, "%d", (int)task);
    snprintf(sources, sizeof sources, "set substitute-path " BUILD_FOLDER " %s", debugger->folder);
    snprintf(program, sizeof program, "%s/program", debugger->folder);
    signal(SIGINT, SIG_DFL);
    execl("/usr/bin/gdb", "gdb", "-q", "-iex", "set auto-load off", "-iex", sources, "-iex",
          "set debuginfod enabled off", program, "-p", process, (char *)NULL);
    _exit(127);
}

void debugger_attach(void *context, pid_t task)
{
    struct debugger *debugger = context;
    const struct timespec while_attaching = {0, LOOK_EVERY_MS * 1000000L};
    fflush(NULL);
    signal(SIGINT, SIG_IGN);
    debugger->process = fork();
    if (debugger->process == 0)
        run_gdb(debugger, task);
    for (int waited = 0; waited < PATIENCE_MS && !is_traced(task); waited += LOOK_EVERY_MS) {
        if (debugger->process < 0 || has_ended(debugger->process))
            return;
        nanosleep(&while_attaching, NULL);
    }
    debugger->attached = is_traced(task);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

void debugger_end(struct debugger *debugger)
{
    while (debugger->process > 0 && waitpid(debugger->process, NULL, 0) < 0 && errno == EINTR)
        continue;
    if (debugger->folder[0])
        nftw(debugger->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    signal(SIGINT, SIG_DFL);
}
