/* SPDX-License-Identifier: MIT */
/* Helpers of the tests: see family.h. */
#include "family.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

/* A test that fails leaves children behind, which libmp would wait for at the end of the test. */
static pid_t started[128];
static size_t started_count;

static void kill_children(void)
{
    for (size_t i = 0; i < started_count; i++)
        if (waitpid(started[i], NULL, WNOHANG) == 0)
            kill(started[i], SIGKILL);
}

void start(mp_process *process, mp_target *target, void *argument)
{
    cr_assert_eq(mp_process_init(process, target, argument), MP_OK);
    cr_assert_eq(mp_process_start(process), MP_OK);
    if (started_count == 0)
        atexit(kill_children);
    if (started_count < sizeof started / sizeof *started)
        started[started_count++] = mp_process_pid(process);
}

int end(mp_process *process)
{
    int code = 0;
    int joined = mp_process_join(process, PATIENCE);
    if (joined == MP_TIMEOUT)
        mp_process_kill(process);
    cr_assert_eq(joined, MP_OK, "join: %s", mp_strerror(joined));
    cr_assert_eq(mp_process_exitcode(process, &code), MP_OK);
    cr_assert_eq(mp_process_close(process), MP_OK);
    return code;
}

int run(mp_target *target, void *argument)
{
    mp_process process;
    start(&process, target, argument);
    return end(&process);
}

static char state_of(pid_t pid)
{
    char path[64], state = '?';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return '?';
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = '?';
    fclose(file);
    return state;
}

void await_asleep(pid_t pid)
{
    double limit = mp_time() + PATIENCE;
    while (state_of(pid) != 'S') {
        cr_assert_lt(mp_time(), limit, "the process never sleeps");
        mp_sleep(0.0005);
    }
}

size_t open_descriptors(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    cr_assert_not_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}
