/* SPDX-License-Identifier: MIT */
/* Memory groups of this machine, where we may have any: they bound, they tell, and none is left. */
#define _GNU_SOURCE
#include "sandbox/memory_group.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct memory_group group;

static void make(void)
{
    if (!memory_group_make(&group, 16 << 20))
        cr_skip_test("this machine lets us make no memory group");
}

static void destroy(void)
{
    memory_group_remove(&group);
}

TestSuite(memory_group, .init = make, .fini = destroy, .timeout = 30);

/* The child's wait status after it touched so much memory as a member. */
static int touch(size_t bytes)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        char *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (!memory_group_join(group.entry))
            _exit(1);
        memset(block, 1, bytes);
        _exit(0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    return status;
}

Test(memory_group, below_the_limit_nobody_dies)
{
    cr_expect_eq(touch(4 << 20), 0);
    cr_expect(!memory_group_killed(&group));
    cr_expect_geq(memory_group_peak(&group), 4u << 20);
    cr_expect_leq(memory_group_peak(&group), 16u << 20);
}

Test(memory_group, beyond_the_limit_somebody_dies)
{
    cr_expect_eq(touch(64 << 20), SIGKILL);
    cr_expect(memory_group_killed(&group));
}

static pid_t dead_process(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    return child;
}

/* What a killed worker left is removed by the next one to start. */
Test(memory_group, leftovers_are_removed)
{
    char leftover[PATH_MAX + 32];
    int length = (int)(strrchr(group.path, '/') - group.path);
    snprintf(leftover, sizeof leftover, "%.*s/mpgrade-%d-0", length, group.path,
             (int)dead_process());
    cr_assert_eq(mkdir(leftover, 0755), 0);
    pid_t worker = fork();
    if (worker == 0) {
        struct memory_group fresh;
        if (memory_group_make(&fresh, 1 << 20))
            memory_group_remove(&fresh);
        _exit(0);
    }
    waitpid(worker, NULL, 0);
    cr_expect(access(leftover, F_OK) < 0 && errno == ENOENT, "%s is still there", leftover);
    cr_expect_eq(access(group.path, F_OK), 0, "one in use was removed");
}
