/* SPDX-License-Identifier: MIT */
/* Theory: libseccomp builds each profile once per process (1.2 ms); the exported BPF is then loaded
 * raw in each child (0.1 ms), because a child between fork and exec shouldn't run a library.
 *
 * Rules that keep libseccomp before 2.6.1 honest: no 64-bit comparison, only masked ones whose mask
 * lies in the low 32 bits (a plain comparison is bypassed by setting bit 32 of an int); conditions
 * of one call never overlap with different answers; the default is ENOSYS, and rows that say just
 * that get no rule. Foreign ABIs (i386, x32) are killed. WAIT_KILLABLE_RECV: a signal other than a
 * fatal one doesn't take a held task out of its call; the director says how the call ends, and the
 * handler runs then.
 *
 * What would break: a row with a condition on pointers or on the upper half of an argument. */
#define _GNU_SOURCE
#include "sandbox/filter.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "contract/syscall.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint32_t action_of(enum syscall_policy policy, enum filter_profile profile)
{
    switch (policy) {
    case SYSCALL_ALLOW:
        return SCMP_ACT_ALLOW;
    case SYSCALL_SCHEDULE:
        return profile == FILTER_SCHEDULED ? SCMP_ACT_NOTIFY : SCMP_ACT_ALLOW;
    case SYSCALL_REFUSE:
        return profile == FILTER_SCHEDULED ? SCMP_ACT_NOTIFY : SCMP_ACT_ERRNO(EPERM);
    case SYSCALL_DENY:
        return SCMP_ACT_ERRNO(EPERM);
    case SYSCALL_ABSENT:
        break;
    }
    return SCMP_ACT_ERRNO(ENOSYS);
}

static bool has_conditions(int number)
{
    for (unsigned i = 0; i < syscall_condition_count; i++)
        if (syscall_conditions[i].number == number)
            return true;
    return false;
}

static int add_conditions(scmp_filter_ctx context, enum filter_profile profile)
{
    for (unsigned i = 0; i < syscall_condition_count; i++) {
        const struct syscall_condition *row = &syscall_conditions[i];
        int failed =
            seccomp_rule_add(context, action_of(row->policy, profile), row->number, 1,
                             SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, row->mask, row->value));
        if (failed)
            return failed;
    }
    return 0;
}

static int add_rules(scmp_filter_ctx context, enum filter_profile profile)
{
    for (unsigned i = 0; i < syscall_rule_count; i++) {
        const struct syscall_rule *rule = &syscall_rules[i];
        if (rule->policy == SYSCALL_ABSENT || has_conditions(rule->number))
            continue;
        int failed = seccomp_rule_add(context, action_of(rule->policy, profile), rule->number, 0);
        if (failed)
            return failed;
    }
    return add_conditions(context, profile);
}

static void release(scmp_filter_ctx *context)
{
    if (*context)
        seccomp_release(*context);
}

/* Exports the filter into memory; libseccomp only writes to descriptors. */
static int export_program(scmp_filter_ctx context, struct sock_fprog *program)
{
    cleanup_fd int file = memfd_create("filter", MFD_CLOEXEC);
    struct stat status;
    if (file < 0 || seccomp_export_bpf(context, file) || fstat(file, &status) < 0)
        return -1;
    struct sock_filter *code = allocate((size_t)status.st_size);
    if (pread(file, code, (size_t)status.st_size, 0) != status.st_size) {
        free(code);
        return -1;
    }
    program->filter = code;
    program->len = (unsigned short)((size_t)status.st_size / sizeof *code);
    return 0;
}

const struct sock_fprog *filter_program(enum filter_profile profile, struct error *err)
{
    static struct sock_fprog programs[FILTER_PROFILE_COUNT];
    struct sock_fprog *program = &programs[profile];
    if (program->filter)
        return program;
    __attribute__((cleanup(release))) scmp_filter_ctx context =
        seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!context) {
        error_set(err, ERROR_MACHINE, "libseccomp can't make a filter; is it damaged?");
        return NULL;
    }
    int failed = seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!failed) /* 2: a binary tree over the numbers instead of a list */
        failed = seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (!failed)
        failed = add_rules(context, profile);
    if (!failed)
        failed = export_program(context, program);
    if (failed) {
        error_set(err, ERROR_INTERNAL, "the system-call filter can't be built (libseccomp: %d)",
                  failed);
        return NULL;
    }
    return program;
}

int filter_install(const struct sock_fprog *program, enum filter_profile profile)
{
    unsigned flags = 0;
    if (profile == FILTER_SCHEDULED) /* a signal waits until the held call is answered */
        flags = SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, program);
}
