/* SPDX-License-Identifier: MIT */
/* Waiting for a semaphore that nobody raises is a deadlock.
 *
 * report: detail
 * outcome: deadlock: main waits for ipc 1
 */
#include <stdio.h>
#include <sys/sem.h>

int main(void)
{
    struct sembuf down = {.sem_op = -1};
    semop(semget(IPC_PRIVATE, 1, 0600), &down, 1);
    puts("done");
    return 0;
}
