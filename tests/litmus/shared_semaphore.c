/* SPDX-License-Identifier: MIT */
/* Two semaphores make two processes take turns.
 *
 * outcome: a | b | a | b
 */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t(*shared)[2] =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&(*shared)[0], 1, 1);
    sem_init(&(*shared)[1], 1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            for (int k = 0; k < 2; k++) {
                sem_wait(&(*shared)[i]);
                puts(i == 0 ? "a" : "b");
                sem_post(&(*shared)[1 - i]);
            }
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
