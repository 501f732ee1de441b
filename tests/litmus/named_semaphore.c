/* SPDX-License-Identifier: MIT */
/* A semaphore opened by name in each process, at whatever address, is one semaphore.
 *
 * outcome: child | parent
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        sem_t *semaphore = sem_open("/turn", O_CREAT, 0600, 0);
        puts("child");
        sem_post(semaphore);
        return 0;
    }
    /* Mapped first, so that the addresses of the semaphore differ. */
    sem_t *other = sem_open("/other", O_CREAT, 0600, 0);
    sem_t *semaphore = sem_open("/turn", O_CREAT, 0600, 0);
    sem_wait(semaphore);
    puts(other == semaphore ? "?" : "parent");
    wait(NULL);
    return 0;
}
