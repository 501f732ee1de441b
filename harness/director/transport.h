/* SPDX-License-Identifier: MIT */
/* The wire between director and tasks: seccomp notifications, and reaching into a held task. */
#ifndef HARNESS_DIRECTOR_TRANSPORT_H
#define HARNESS_DIRECTOR_TRANSPORT_H

#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

void transport_prepare(int listener); /* asks for same-core wakeups where the kernel has them */

/* 1: *request filled; 0: the sender died meanwhile; -1: nothing to receive. */
int transport_receive(int listener, struct seccomp_notif *request);

/* The held call returns `value`, or fails with errno `-value` when negative. False: the call is no
 * longer held (its task died or was interrupted by a signal). */
bool transport_answer(int listener, uint64_t id, int64_t value);
bool transport_continue(int listener, uint64_t id); /* the kernel carries it out */

/* Installs a duplicate of our descriptor in the held task; its number there, or -errno. */
int transport_give(int listener, uint64_t id, int descriptor, bool close_on_exec);

/* Bytes copied, possibly fewer at the edge of a mapping; -1 when nothing could be. */
ssize_t task_read(pid_t task, uint64_t address, void *buffer, size_t size);
ssize_t task_write(pid_t task, uint64_t address, const void *data, size_t size);

/* Reads a terminated string of at most `size`-1 bytes; false when it isn't readable or too long. */
bool task_read_string(pid_t task, uint64_t address, char *buffer, size_t size);

int process_open(pid_t process);                /* pidfd, or -1 */
int descriptor_copy(int pidfd, int descriptor); /* our duplicate of a task's descriptor, or -1 */
pid_t pidfd_process(int pidfd); /* whose it is, as we see its pid; 0: no pidfd, or it has ended */
bool process_signal(int pidfd, int signal, const siginfo_t *info); /* info may be NULL */
short descriptor_polls(int descriptor, short events); /* what poll finds now; 0: nothing */
bool process_ended(int pidfd);                        /* without waiting */

#endif
