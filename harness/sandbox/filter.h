/* SPDX-License-Identifier: MIT */
/* The system-call filter, made from contract/syscalls.def. */
#ifndef HARNESS_SANDBOX_FILTER_H
#define HARNESS_SANDBOX_FILTER_H

#include "base/error.h"

#include <linux/filter.h>

enum filter_profile {
    FILTER_SCHEDULED, /* a submission under test: SCHEDULE rows are notified */
    FILTER_FREE,      /* a compiler: SCHEDULE rows are allowed */
    FILTER_PROFILE_COUNT,
};

/* The program of a profile, made once per process; NULL with *err filled. */
MUST_CHECK const struct sock_fprog *filter_program(enum filter_profile profile, struct error *err);

/* Confines the calling thread, which must have no_new_privs, for good. Returns the notification
 * descriptor (close-on-exec) of FILTER_SCHEDULED, 0 for FILTER_FREE, or -1 with errno. Safe in a
 * forked child. */
int filter_install(const struct sock_fprog *program, enum filter_profile profile);

#endif
