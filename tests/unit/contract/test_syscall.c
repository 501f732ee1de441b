/* SPDX-License-Identifier: MIT */
/* The table of system calls is complete and says what it means. */
#include "contract/syscall.h"

#include <criterion/criterion.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/syscall.h>

enum { HIGHEST_NUMBER = 1024 };

/* A new kernel header brings new calls: each needs a decision, with its reason, before release. */
Test(syscall, every_call_that_has_a_name_has_a_row)
{
    for (int number = 0; number < HIGHEST_NUMBER; number++) {
        char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_X86_64, number);
        const struct syscall_rule *rule = syscall_rule(number);
        cr_expect(!name || rule, "%d (%s) has no row", number, name);
        if (name && rule)
            cr_expect_str_eq(rule->name, name);
        free(name);
    }
}

Test(syscall, rules_are_found_by_number)
{
    for (unsigned i = 0; i < syscall_rule_count; i++)
        cr_expect_eq(syscall_rule(syscall_rules[i].number), &syscall_rules[i]);
    cr_expect_null(syscall_rule(-1));
    cr_expect_null(syscall_rule(HIGHEST_NUMBER));
}

Test(syscall, every_row_gives_a_reason)
{
    for (unsigned i = 0; i < syscall_rule_count; i++)
        cr_expect(strlen(syscall_rules[i].reason) > 5, "%s", syscall_rules[i].name);
    for (unsigned i = 0; i < syscall_condition_count; i++)
        cr_expect(strlen(syscall_conditions[i].reason) > 3);
}

/* A condition whose value has bits outside its mask could never apply. */
Test(syscall, conditions_can_apply)
{
    for (unsigned i = 0; i < syscall_condition_count; i++) {
        const struct syscall_condition *row = &syscall_conditions[i];
        cr_expect_eq(row->value & ~row->mask, 0u, "row %u", i);
        cr_expect_lt(row->argument, 6u);
        cr_expect_not_null(syscall_rule(row->number));
    }
}

static enum syscall_policy first_argument(int number, uint64_t value)
{
    return syscall_decide(number, (uint64_t[6]){value});
}

Test(syscall, namespaces_and_tracing_are_refused)
{
    static const uint64_t bad[] = {CLONE_NEWNS,  CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET,
                                   CLONE_NEWIPC, CLONE_NEWUTS,  CLONE_NEWCGROUP, CLONE_PTRACE,
                                   CLONE_PARENT, CLONE_UNTRACED};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect_eq(first_argument(SYS_clone, bad[i] | 17), SYSCALL_DENY);
        cr_expect_eq(first_argument(SYS_clone, bad[i] | CLONE_VM | CLONE_THREAD), SYSCALL_DENY);
    }
    cr_expect_eq(first_argument(SYS_clone, CLONE_CHILD_SETTID | 17), SYSCALL_SCHEDULE);
}

Test(syscall, the_upper_half_of_an_int_argument_counts_for_nothing)
{
    uint64_t high = 1ull << 32;
    cr_expect_eq(first_argument(SYS_clone, high | CLONE_NEWUSER), SYSCALL_DENY);
    cr_expect_eq(first_argument(SYS_socketpair, high | 1), SYSCALL_SCHEDULE);
    cr_expect_eq(first_argument(SYS_socketpair, 2), SYSCALL_ABSENT);
    cr_expect_eq(first_argument(SYS_prctl, high | 4 /* PR_SET_DUMPABLE */), SYSCALL_ABSENT);
}
