/* SPDX-License-Identifier: MIT */
/* Philosophers, each a process, take the left fork first and then the right one.
 *
 * depth: N
 * each: 2 3 4 5
 */
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t *forks;

static void dine(int seat)
{
    int first = seat, second = (seat + 1) % EACH;
#ifdef FIXED
    if (second < first) {
        first = second;
        second = seat;
    }
#endif
    sem_wait(&forks[first]);
    sem_wait(&forks[second]);
    sem_post(&forks[second]);
    sem_post(&forks[first]);
    _exit(0);
}

int main(void)
{
    forks =
        mmap(NULL, EACH * sizeof *forks, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < EACH; i++)
        sem_init(&forks[i], 1, 1);
    for (int i = 0; i < EACH; i++)
        if (fork() == 0)
            dine(i);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
