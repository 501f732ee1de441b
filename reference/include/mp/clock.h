/* SPDX-License-Identifier: MIT */
/* Sleeping, and the time. */
#ifndef MP_CLOCK_H
#define MP_CLOCK_H

#ifdef __cplusplus
extern "C" {
#endif

/* Sleeps at least that many seconds, however many signals arrive. Not positive: returns at once. */
void mp_sleep(double seconds);

/* Seconds on the monotonic clock, which is the same in every process; its zero means nothing. */
double mp_time(void);

#ifdef __cplusplus
}
#endif

#endif
