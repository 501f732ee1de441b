/* SPDX-License-Identifier: MIT */
/* Makes system calls with real filters in place, and prints where the kernel's answer isn't what
 * the table says. Notified calls are answered by the test with ANSWERED instead of being made, so
 * that even exit can be tried. */
#define _GNU_SOURCE
#include "contract/syscall.h"
#include "contract/syscall_numbers.h"
#include "guest.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Calls that can't be tried: return to a signal frame that isn't there, and two that the kernel
 * (6.14, 6.18) lets pass every filter, for only its own probes have a use for them. */
static bool is_beyond_trial(int number)
{
    return number == SYS_rt_sigreturn || number == __NR_uretprobe || number == __NR_uprobe;
}

static void report(int number, const uint64_t arguments[6], enum syscall_policy policy, long result)
{
    const struct syscall_rule *rule = syscall_rule(number);
    fprintf(stderr, "%s(%#lx, %#lx): policy %d, answer %ld\n", rule ? rule->name : "?",
            (unsigned long)arguments[0], (unsigned long)arguments[1], policy, result);
}

static void try(int number, const uint64_t *arguments)
{
    enum syscall_policy policy = syscall_decide(number, arguments);
    if (is_beyond_trial(number))
        return;
    long result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
                          arguments[4], arguments[5]);
    result = result < 0 ? -errno : result;
    static const long answers[] = {[SYSCALL_SCHEDULE] = -ANSWERED,
                                   [SYSCALL_REFUSE] = -ANSWERED,
                                   [SYSCALL_DENY] = -EPERM,
                                   [SYSCALL_ABSENT] = -ENOSYS};
    int right = policy == SYSCALL_ALLOW ? result != -ANSWERED && result != -ENOSYS
                                        : result == answers[policy];
    if (!right)
        report(number, arguments, policy, result);
}

void guest_table(void)
{
    for (int number = 0; number < 500; number++)
        try(number, (uint64_t[6]){0});
    fprintf(stderr, "done\n");
}

void guest_conditions(void)
{
    for (unsigned i = 0; i < syscall_condition_count; i++) {
        const struct syscall_condition *row = &syscall_conditions[i];
        const uint64_t values[] = {row->value, row->value | 1ull << 32, row->value ^ 1,
                                   (row->value ^ 1) | 1ull << 32};
        for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
            uint64_t arguments[6] = {0};
            arguments[row->argument] = values[j];
            try(row->number, arguments);
        }
    }
    fprintf(stderr, "done\n");
}

void guest_foreign_abi(void)
{
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "cc");
    printf("i386: %ld\n", result);
}

void guest_x32(void)
{
    printf("x32: %ld\n", syscall(SYS_getpid | 0x40000000));
}
