/* SPDX-License-Identifier: MIT */
/* Two processes add to a counter that they share, without a lock.
 *
 * depth: 2
 */
#include <assert.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int counter;
};

int main(void)
{
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->lock, 1, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
#ifdef FIXED
            sem_wait(&shared->lock);
#endif
            shared->counter++;
#ifdef FIXED
            sem_post(&shared->lock);
#endif
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    assert(shared->counter == 2);
    return 0;
}
