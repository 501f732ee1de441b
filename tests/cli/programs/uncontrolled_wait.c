/* SPDX-License-Identifier: MIT */
/* Waits for a semaphore by a system call of its own, which the wrapped function doesn't see. */
#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    if (fork() == 0) {
        struct sembuf take = {0, -1, 0};
        return (int)syscall(SYS_semop, set, &take, 1);
    }
    struct sembuf give = {0, 1, 0};
    sleep(1);
    semop(set, &give, 1);
    return wait(NULL) < 0;
}
