/* SPDX-License-Identifier: MIT */
/* Three processes do much in shared memory under a lock, and one thing without it.
 *
 * depth: 2
 */
#include <assert.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 3, ROUNDS = 3, ITEMS = 6 };

struct shared {
    sem_t lock;
    int items[ITEMS];
    int rounds;
};

static void work(struct shared *shared)
{
    sem_wait(&shared->lock);
    for (int i = 0; i < ITEMS; i++)
        shared->items[i]++;
#ifdef FIXED
    shared->rounds++;
#endif
    sem_post(&shared->lock);
#ifndef FIXED
    shared->rounds++;
#endif
}

int main(void)
{
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->lock, 1, 1);
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            for (int round = 0; round < ROUNDS; round++)
                work(shared);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    assert(shared->rounds == PROCESSES * ROUNDS);
    return 0;
}
