/* SPDX-License-Identifier: MIT */
/* The call classes, one file per family, and what they share. */
#ifndef HARNESS_DIRECTOR_CALLS_H
#define HARNESS_DIRECTOR_CALLS_H

#include "director/grant.h"
#include "director/record.h"
#include "director/state.h"

#include <time.h>

extern const struct call_class call_agent, call_born, call_ready; /* calls_agent.c */
extern const struct call_class call_born_main;                    /* the same */
extern const struct call_class call_watch, call_forget;           /* calls_memory.c */
extern const struct call_class call_memory_file;                  /* calls_memory_file.c */
extern const struct call_class call_fork, call_exit, call_thread_exit, call_exec, call_group;
extern const struct call_class call_wait; /* calls_wait.c */
extern const struct call_class call_kill, call_action, call_mask;
extern const struct call_class call_prctl;                          /* calls_prctl.c */
extern const struct call_class call_pause, call_suspend, call_take; /* calls_signal_wait.c */
extern const struct call_class call_read, call_write, call_message; /* calls_stream.c */
extern const struct call_class call_pair;                           /* calls_socket.c */
extern const struct call_class call_poll, call_select, call_epoll;  /* calls_poll.c */
extern const struct call_class call_open, call_path, call_two_paths, call_make, call_close;
extern const struct call_class call_close_range, call_duplicate, call_control;
extern const struct call_class call_stat, call_truncate;                        /* calls_file.c */
extern const struct call_class call_seek, call_size;                            /* calls_size.c */
extern const struct call_class call_ipc, call_await, call_queue;                /* calls_ipc.c */
extern const struct call_class call_flock;                                      /* calls_lock.c */
extern const struct call_class call_futex;                                      /* futex.c */
extern const struct call_class call_sleep, call_clock, call_yield, call_random; /* calls_time.c */
extern const struct call_class call_alarm, call_interval;                       /* calls_timer.c */
extern const struct call_class call_posix_timer;                /* calls_posix_timer.c */
extern const struct call_class call_timer_descriptor;           /* calls_timer_descriptor.c */
extern const struct call_class call_quiet, call_map, call_move; /* calls.c */

extern const struct call_class call_refused; /* calls_refused.c */

/* The sandbox lets it pass nowhere. */
bool is_refused(const struct seccomp_data *call);
const struct call_class *call_class_of(const struct seccomp_data *call);
void announce_default(struct director *director, struct live_task *task);
void perform_continue(struct director *director, struct live_task *task);
void timers_expire(struct director *director); /* sends what timers are due */

/* Gives the announced call a deadline in virtual time. */
void set_deadline(struct director *director, struct live_task *task, const struct timespec *limit,
                  bool absolute, clockid_t clock);
/* The same moment as a number. */
uint64_t due_at(const struct director *director, const struct timespec *limit, bool absolute,
                clockid_t clock);
uint64_t posix_timers_due(const struct director *director);
void posix_timers_expire(struct director *director);
uint64_t timer_descriptors_due(const struct director *director);
void timer_descriptors_expire(struct director *director);
void timer_descriptors_clear(struct director *director); /* between runs */
bool deadline_passed(const struct director *director, const struct live_task *task);

/* calls_ipc.c: what others who wait for an object must hear of */
void ipc_returned(struct director *director, struct live_task *task);
void ipc_death(struct director *director);
/* Whether what an AGENT_AWAIT waits for is a set of semaphores. */
bool ipc_awaits_semaphore(const struct director *director, const struct live_task *task);

/* calls_lock.c: fcntl with one of the lock commands */
void announce_record_lock(struct director *director, struct live_task *task);
bool record_lock_ready(struct director *director, struct live_task *task);
void perform_record_lock(struct director *director, struct live_task *task);

/* calls_memory.c: an access to memory */
void announce_access(struct director *director, struct live_task *task);
int64_t answer_to_access(struct director *director, const struct live_task *task);

/* Bytes that look random and are the same in every run. */
void fill_random(struct director *director, void *buffer, size_t size);

enum { EPOCH = 1767225600 }; /* the date at virtual time 0: 2026-01-01 00:00:00 UTC */
enum { BOOT = 1000 };        /* seconds on the monotonic clock at virtual time 0 */

#endif
