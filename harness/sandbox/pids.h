/* SPDX-License-Identifier: MIT */
/* Process ids inside a sandbox: who is left, and which comes next. */
#ifndef HARNESS_SANDBOX_PIDS_H
#define HARNESS_SANDBOX_PIDS_H

#include <sys/types.h>

struct pids {
    int last;   /* descriptor of ns_last_pid; -1: this kernel hasn't got it */
    pid_t base; /* the highest id that outlives runs */
};

void pids_open(struct pids *pids); /* process 1 only, still alone; needs /proc of the machine */

/* Kills and reaps everybody but `program`, and lets ids start after the base again. -1 with errno
 * when somebody stays; ESRCH when the program itself is gone. */
int pids_clear(struct pids *pids, pid_t program);

#endif
