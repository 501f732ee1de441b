/* SPDX-License-Identifier: MIT */
/* The verbs of the guest that need a file of their own. */
#ifndef TESTS_KERNEL_SANDBOX_GUEST_H
#define TESTS_KERNEL_SANDBOX_GUEST_H

/* The guest is served like a fork server, but says by a verb of its own that a run has ended. */
enum { GUEST_RUN = 1, GUEST_RUN_ENDED = 100 };

enum { ANSWERED = 200 }; /* errno with which the test answers a notified call, instead of it */

void guest_table(void);       /* makes every call and compares with the table */
void guest_conditions(void);  /* likewise around every condition, upper half included */
void guest_foreign_abi(void); /* a call of i386 */
void guest_x32(void);         /* a call of x32 */

#endif
