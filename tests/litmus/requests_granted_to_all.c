/* SPDX-License-Identifier: MIT */
/* What every system grants to everybody: to be nicer, to choose a processor, the usual way to be
 * scheduled, to keep one's own file. What only some may do is refused.
 *
 * outcome: granted, refused
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static void *work(void *unused)
{
    return unused;
}

static int thread_as_usual(void)
{
    pthread_t thread;
    pthread_attr_t usual;
    struct sched_param none = {0};
    pthread_attr_init(&usual);
    pthread_attr_setinheritsched(&usual, PTHREAD_EXPLICIT_SCHED);
    pthread_attr_setschedpolicy(&usual, SCHED_OTHER);
    pthread_attr_setschedparam(&usual, &none);
    return pthread_create(&thread, &usual, work, NULL) || pthread_join(thread, NULL);
}

int main(void)
{
    cpu_set_t first;
    struct sched_param urgent = {.sched_priority = 1};
    int file = open("file", O_CREAT | O_WRONLY, 0600);
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    int granted = setpriority(PRIO_PROCESS, 0, 5) == 0 &&
                  sched_setaffinity(0, sizeof first, &first) == 0 &&
                  pthread_setaffinity_np(pthread_self(), sizeof first, &first) == 0 &&
                  fchown(file, getuid(), getgid()) == 0 && thread_as_usual() == 0;
    int refused = setpriority(PRIO_PROCESS, 0, -5) < 0 &&
                  sched_setscheduler(0, SCHED_FIFO, &urgent) < 0 && errno == EPERM &&
                  fchown(file, 0, 0) < 0;
    printf("%s, %s\n", granted ? "granted" : "not granted", refused ? "refused" : "not refused");
    return 0;
}
