/* SPDX-License-Identifier: MIT */
/* The sandbox: one program confined. It knows nothing of schedules; it only hands out the
 * notification descriptor of its filter.
 *
 * Two uses: sandbox_run confines a command (the compiler) until it ends; sandbox_open confines a
 * submission that stops at its fork server and is then run many times by the director. */
#ifndef HARNESS_SANDBOX_SANDBOX_H
#define HARNESS_SANDBOX_SANDBOX_H

#include "base/error.h"
#include "contract/limits.h"
#include "contract/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The working folder, as the confined program names it. */
#define SANDBOX_FOLDER "/task"

/* A host file or folder that the confined program sees read-only. */
struct sandbox_view {
    const char *source; /* path on the host; opened without following a final symbolic link */
    const char *target; /* absolute path inside; parents are created */
};

/* A file that lies in the working folder (or, with an absolute path, elsewhere in the root). */
struct sandbox_file {
    const char *path;
    const char *data;
    size_t size;
};

struct sandbox_spec {
    char *const *argv; /* argv[0] is a path inside the sandbox */
    char *const *envp; /* the whole environment */
    const struct sandbox_view *views;
    size_t view_count;
    const struct sandbox_file *files; /* restored by every sandbox_reset */
    size_t file_count;
    const char *input; /* standard input; sandbox_open puts it at /stdin, for the agent */
    size_t input_size;
    bool knows_itself; /* finds its program behind /proc/self/exe; of /proc there is nothing else */
    struct limits limits;
};

enum sandbox_end {
    SANDBOX_EXITED,     /* status: exit status */
    SANDBOX_SIGNALLED,  /* status: signal */
    SANDBOX_WALL_LIMIT, /* ran longer than limits.wall_ms */
    SANDBOX_CPU_LIMIT,
    SANDBOX_MEMORY_LIMIT,
    SANDBOX_OUTPUT_LIMIT, /* printed more than limits.output */
};

struct sandbox_outcome {
    enum sandbox_end end;
    int status;
    char *output; /* standard output and standard error, at most limits.output bytes */
    size_t output_size;
    struct file_image *files; /* the working folder afterwards, within the limits, sorted by path */
    size_t file_count;
    bool files_truncated;
    uint64_t peak_memory; /* bytes; 0 when unknown */
    double cpu_seconds;
};

/* Runs a command to its end, without a director. A command that fails is an outcome, not an error;
 * errors are the machine's (ERROR_MACHINE, with the remedy) or our own. */
MUST_CHECK int sandbox_run(const struct sandbox_spec *spec, struct sandbox_outcome *outcome,
                           struct error *err);
void sandbox_outcome_clear(struct sandbox_outcome *outcome);

struct sandbox; /* a confined submission */

/* Starts the program of `spec` under the scheduling filter. On return its execve is under way and
 * every "schedule" system call of it arrives on sandbox_listener(). Standard output and standard
 * error are two empty memory files, see sandbox_stream(). Sandbox and everything in it die with
 * this process. */
MUST_CHECK int sandbox_open(const struct sandbox_spec *spec, struct sandbox **sandbox,
                            struct error *err);

int sandbox_listener(const struct sandbox *sandbox);  /* seccomp notification descriptor, owned */
pid_t sandbox_program(const struct sandbox *sandbox); /* the confined program, as we see its pid */
int sandbox_folder(const struct sandbox *sandbox);    /* O_PATH descriptor of its working folder */
int sandbox_stream(const struct sandbox *sandbox, int number); /* our copy of its fd 1 or 2 */

/* Between two runs, when every task but the fork server is dead: reaps what is left, restores the
 * working folder to spec.files, and makes the next process ids the same as last time (where the
 * kernel lets us: sandbox_fixed_pids). Fails if a process can't be removed. */
MUST_CHECK int sandbox_reset(struct sandbox *sandbox, struct error *err);
bool sandbox_fixed_pids(const struct sandbox *sandbox);

/* Reads the working folder, without following links and within the limits; sorted by path. */
MUST_CHECK int sandbox_collect(struct sandbox *sandbox, struct file_image **files, size_t *count,
                               struct error *err);

/* Bytes of memory used at the peak by everything inside; 0 when this machine can't tell. */
uint64_t sandbox_peak_memory(const struct sandbox *sandbox);
bool sandbox_out_of_memory(const struct sandbox *sandbox); /* the kernel's memory limit killed */

/* Kills everything inside and waits until nothing is left. */
void sandbox_close(struct sandbox *sandbox);

/* What this machine offers, found by doing: one row a feature, for `doctor` and for the tier named
 * in results. */
struct sandbox_feature {
    const char *name;
    bool available;
    bool required;
    const char *detail; /* what was tried, or the remedy */
};

/* Tries every primitive in throw-away children; the table is static and ends with a NULL name. */
const struct sandbox_feature *sandbox_probe(void);

/* 0 when a sandbox can be made here; else ERROR_MACHINE with the remedy. */
MUST_CHECK int sandbox_check(struct error *err);

#endif
