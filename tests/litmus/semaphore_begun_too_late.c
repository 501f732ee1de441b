/* SPDX-License-Identifier: MIT */
/* A semaphore that somebody waits at already is begun: that forgets who waits.
 *
 * outcome: passed
 * outcome: deadlock
 */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *semaphore =
        mmap(NULL, sizeof *semaphore, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        sem_init(semaphore, 1, 0);
        sem_post(semaphore);
        return 0;
    }
    sem_wait(semaphore);
    puts("passed");
    wait(NULL);
    return 0;
}
