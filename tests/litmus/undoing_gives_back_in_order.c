/* SPDX-License-Identifier: MIT */
/* A process ends with a semaphore taken, and what it is to undo lets the next one in: that comes
 * after all the first one did, and is no race.
 *
 * outcome: 2
 */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

union argument {
    int value;
};

int main(void)
{
    int *count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int semaphore = semget(IPC_PRIVATE, 1, 0600);
    semctl(semaphore, 0, SETVAL, (union argument){1});
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            semop(semaphore, &(struct sembuf){.sem_op = -1, .sem_flg = SEM_UNDO}, 1);
            ++*count;
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *count);
    semctl(semaphore, 0, IPC_RMID);
    return 0;
}
