/* SPDX-License-Identifier: MIT */
/* Every system call of the architecture and what the sandbox does with it, from syscalls.def. */
#ifndef HARNESS_CONTRACT_SYSCALL_H
#define HARNESS_CONTRACT_SYSCALL_H

#include "contract/operation.h"

#include <stdint.h>

enum syscall_policy {
    SYSCALL_ALLOW,    /* nobody else can notice it: it runs without a step */
    SYSCALL_SCHEDULE, /* others could notice it: announced to the director */
    SYSCALL_DENY,     /* EPERM: known, and not for submissions */
    SYSCALL_REFUSE,   /* likewise, but a program may well try it: the director answers, and tells */
    SYSCALL_ABSENT,   /* ENOSYS: as if the kernel were too old; the C library has another way */
};

struct syscall_rule {
    const char *name;
    int number;
    enum syscall_policy policy;
    enum operation operation; /* of a scheduled call */
    const char *reason;
};

/* Applies where (argument & mask) == value. The rows of one call decide alone: what matches none of
 * them is ABSENT, whatever its rule says. */
struct syscall_condition {
    int number;
    unsigned argument;
    uint32_t mask, value;
    enum syscall_policy policy;
    enum operation operation;
    const char *reason;
};

extern const struct syscall_rule syscall_rules[];
extern const unsigned syscall_rule_count;
extern const struct syscall_condition syscall_conditions[];
extern const unsigned syscall_condition_count;

/* The rule of a number; NULL when there is none (the filter answers ENOSYS). */
const struct syscall_rule *syscall_rule(int number);

/* What becomes of a call with these six arguments: the table read naively, as the filter must. */
enum syscall_policy syscall_decide(int number, const uint64_t arguments[6]);

#endif
