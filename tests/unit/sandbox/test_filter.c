/* SPDX-License-Identifier: MIT */
/* The compiled filter, interpreted here, decides as the table read naively: for every number, both
 * foreign ABIs, and arguments on both sides of every condition, with and without the upper half. */
#include "contract/syscall.h"
#include "sandbox/filter.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>

enum { NUMBERS = 700, STEPS_MAX = 4096 };

/* Classic BPF over struct seccomp_data, as far as libseccomp makes use of it. */
static uint32_t interpret(const struct sock_fprog *program, const struct seccomp_data *data)
{
    uint32_t accumulator = 0;
    unsigned at = 0;
    for (int step = 0; step < STEPS_MAX && at < program->len; step++) {
        const struct sock_filter *line = &program->filter[at++];
        switch (line->code) {
        case BPF_LD | BPF_W | BPF_ABS:
            memcpy(&accumulator, (const char *)data + line->k, sizeof accumulator);
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            accumulator &= line->k;
            break;
        case BPF_JMP | BPF_JA:
            at += line->k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            at += accumulator == line->k ? line->jt : line->jf;
            break;
        case BPF_JMP | BPF_JGE | BPF_K:
            at += accumulator >= line->k ? line->jt : line->jf;
            break;
        case BPF_JMP | BPF_JGT | BPF_K:
            at += accumulator > line->k ? line->jt : line->jf;
            break;
        case BPF_RET | BPF_K:
            return line->k;
        default:
            cr_assert_fail("instruction %#x isn't known", line->code);
        }
    }
    cr_assert_fail("the filter doesn't end");
    return 0;
}

static uint32_t expected(enum syscall_policy policy, enum filter_profile profile)
{
    const uint32_t actions[] = {
        [SYSCALL_ALLOW] = SECCOMP_RET_ALLOW,
        [SYSCALL_SCHEDULE] =
            profile == FILTER_SCHEDULED ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ALLOW,
        [SYSCALL_REFUSE] =
            profile == FILTER_SCHEDULED ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ERRNO | EPERM,
        [SYSCALL_DENY] = SECCOMP_RET_ERRNO | EPERM,
        [SYSCALL_ABSENT] = SECCOMP_RET_ERRNO | ENOSYS,
    };
    return actions[policy];
}

static void compare(const struct sock_fprog *program, enum filter_profile profile, int number,
                    const uint64_t arguments[6])
{
    struct seccomp_data data = {.nr = number, .arch = AUDIT_ARCH_X86_64};
    for (int i = 0; i < 6; i++)
        data.args[i] = arguments[i];
    cr_assert_eq(interpret(program, &data), expected(syscall_decide(number, arguments), profile),
                 "call %d, first arguments %#lx %#lx", number, (unsigned long)arguments[0],
                 (unsigned long)arguments[1]);
}

/* Values around every condition of the table, tried on every call at every position. */
static void compare_conditions(const struct sock_fprog *program, enum filter_profile profile)
{
    for (unsigned i = 0; i < syscall_condition_count; i++) {
        const struct syscall_condition *row = &syscall_conditions[i];
        const uint64_t values[] = {row->value,
                                   row->value | ~(uint64_t)row->mask,
                                   row->mask,
                                   ~(uint64_t)row->value,
                                   row->value ^ 1,
                                   (uint64_t)row->value | 1ull << 32,
                                   ((uint64_t)row->value ^ 1) | 1ull << 32};
        for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
            uint64_t arguments[6] = {0};
            arguments[row->argument] = values[j];
            compare(program, profile, row->number, arguments);
        }
    }
}

static void compare_profile(enum filter_profile profile)
{
    struct error err;
    const struct sock_fprog *program = filter_program(profile, &err);
    cr_assert_not_null(program, "%s", err.message);
    for (int number = 0; number < NUMBERS; number++) {
        compare(program, profile, number, (uint64_t[6]){0});
        compare(program, profile, number, (uint64_t[6]){~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull});
        compare(program, profile, number, (uint64_t[6]){1ull << 32, 1ull << 32});
    }
    compare_conditions(program, profile);
}

Test(filter, of_a_submission_decides_as_the_table)
{
    compare_profile(FILTER_SCHEDULED);
}

Test(filter, of_a_compiler_decides_as_the_table)
{
    compare_profile(FILTER_FREE);
}

Test(filter, foreign_abis_are_killed)
{
    struct error err;
    const struct sock_fprog *program = filter_program(FILTER_SCHEDULED, &err);
    cr_assert_not_null(program, "%s", err.message);
    for (int number = 0; number < NUMBERS; number++) {
        struct seccomp_data i386 = {.nr = number, .arch = AUDIT_ARCH_I386};
        struct seccomp_data x32 = {.nr = number | 0x40000000, .arch = AUDIT_ARCH_X86_64};
        cr_assert_eq(interpret(program, &i386), SECCOMP_RET_KILL_PROCESS);
        cr_assert_eq(interpret(program, &x32), SECCOMP_RET_KILL_PROCESS);
    }
}
