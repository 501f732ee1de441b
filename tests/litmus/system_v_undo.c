/* SPDX-License-Identifier: MIT */
/* SEM_UNDO gives back what a process that died had taken.
 *
 * outcome: taken
 */
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf up = {.sem_op = 1}, down = {.sem_op = -1, .sem_flg = SEM_UNDO};
    semop(set, &up, 1);
    if (fork() == 0) {
        semop(set, &down, 1);
        _exit(0);
    }
    sleep(1);
    puts(semop(set, &down, 1) == 0 ? "taken" : "?");
    wait(NULL);
    return 0;
}
