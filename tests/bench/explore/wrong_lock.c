/* SPDX-License-Identifier: MIT */
/* Three processes use the lock, the fourth another one.
 *
 * depth: 2
 */
#include <assert.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock, other;
    int value;
};

int main(void)
{
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->lock, 1, 1);
    sem_init(&shared->other, 1, 1);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            sem_t *lock = &shared->lock;
#ifndef FIXED
            if (i == 3)
                lock = &shared->other;
#endif
            sem_wait(lock);
            int before = shared->value;
            shared->value = before + 1;
            sem_post(lock);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    assert(shared->value == 4);
    return 0;
}
