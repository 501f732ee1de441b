/* SPDX-License-Identifier: MIT */
/* Two processes open a semaphore that the first of them makes; neither looks for a race.
 *
 * outcome: 2
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sem_t *semaphore = sem_open("/of-both", O_CREAT, 0600, 1);
            if (semaphore == SEM_FAILED)
                return 1;
            sem_wait(semaphore);
            ++*count;
            sem_post(semaphore);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *count);
    return 0;
}
