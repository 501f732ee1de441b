/* SPDX-License-Identifier: MIT */
/* A timed semop gives up at its time; a removed set lets nobody wait; a handler always interrupts.
 *
 * outcome: EAGAIN 3 | EIDRM | EINTR
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

static const char *name(int error)
{
    return error == EAGAIN ? "EAGAIN" : error == EIDRM ? "EIDRM" : error == EINTR ? "EINTR" : "?";
}

int main(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf down = {.sem_op = -1};
    struct timespec limit = {3, 0};
    time_t start = time(NULL);
    int result = semtimedop(set, &down, 1, &limit);
    printf("%s %d\n", result < 0 ? name(errno) : "?", (int)(time(NULL) - start));
    if (fork() == 0) {
        puts(semop(set, &down, 1) < 0 ? name(errno) : "?");
        return 0;
    }
    sleep(1);
    semctl(set, 0, IPC_RMID);
    wait(NULL);
    set = semget(IPC_PRIVATE, 1, 0600);
    signal(SIGALRM, handle);
    alarm(1);
    puts(semop(set, &down, 1) < 0 ? name(errno) : "?");
    return 0;
}
