/* SPDX-License-Identifier: MIT */
/* The table of system calls, expanded from syscalls.def: rules in the order of the file, an index
 * by number for the director, and the conditions. The filter (sandbox/filter.c) is made from the
 * same rows; a test compares both, call by call. */
#define _GNU_SOURCE
#include "contract/syscall.h"
#include "contract/syscall_numbers.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#define WHOLE 0xffffffffu
#define CLONE_FORBIDDEN                                                                            \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET | CLONE_PTRACE | CLONE_UNTRACED | CLONE_PARENT)

#define CONDITION(name, argument, mask, value, policy, operation, reason)

enum {
#define SYSCALL(name, policy, operation, reason) RULE_##name,
#include "contract/syscalls.def"
#undef SYSCALL
    RULE_COUNT
};

const struct syscall_rule syscall_rules[] = {
#define SYSCALL(name, policy, operation, reason)                                                   \
    [RULE_##name] = {#name, __NR_##name, SYSCALL_##policy, OPERATION_##operation, reason},
#include "contract/syscalls.def"
#undef SYSCALL
};
const unsigned syscall_rule_count = RULE_COUNT;

/* Row of a number, plus one; two rows for one number don't compile (-Woverride-init). */
static const unsigned short row_of[] = {
#define SYSCALL(name, policy, operation, reason) [__NR_##name] = RULE_##name + 1,
#include "contract/syscalls.def"
#undef SYSCALL
};

#undef CONDITION
#define SYSCALL(name, policy, operation, reason)

const struct syscall_condition syscall_conditions[] = {
#define CONDITION(name, argument, mask, value, policy, operation, reason)                          \
    {__NR_##name, argument, mask, value, SYSCALL_##policy, OPERATION_##operation, reason},
#include "contract/syscalls.def"
#undef CONDITION
};
const unsigned syscall_condition_count = sizeof syscall_conditions / sizeof *syscall_conditions;

const struct syscall_rule *syscall_rule(int number)
{
    if (number < 0 || (size_t)number >= sizeof row_of / sizeof *row_of || !row_of[number])
        return NULL;
    return &syscall_rules[row_of[number] - 1];
}

enum syscall_policy syscall_decide(int number, const uint64_t arguments[6])
{
    const struct syscall_rule *rule = syscall_rule(number);
    enum syscall_policy policy = rule ? rule->policy : SYSCALL_ABSENT;
    for (unsigned i = 0; i < syscall_condition_count; i++) {
        const struct syscall_condition *condition = &syscall_conditions[i];
        if (condition->number != number)
            continue;
        policy = SYSCALL_ABSENT;
        if (((uint32_t)arguments[condition->argument] & condition->mask) == condition->value)
            return condition->policy;
    }
    return policy;
}
