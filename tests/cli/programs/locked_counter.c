/* SPDX-License-Identifier: MIT */
/* Two processes add to one counter, each while it has the semaphore. */
#include <assert.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t mine;
    int counter;
};

static void add(struct shared *shared)
{
    sem_wait(&shared->mine);
    shared->counter++;
    sem_post(&shared->mine);
}

int main(void)
{
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->mine, 1, 1);
    if (fork() == 0) {
        add(shared);
        _exit(0);
    }
    add(shared);
    wait(NULL);
    assert(shared->counter == 2);
    return 0;
}
