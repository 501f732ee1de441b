/* SPDX-License-Identifier: MIT */
/* Many processes write two words that belong together; one looks at them and must never find half.
 *
 * depth: 2
 * each: 3 5 10 20
 */
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int first, second;
};

static struct shared *shared;

static void enter(void)
{
#ifdef FIXED
    sem_wait(&shared->lock);
#endif
}

static void leave(void)
{
#ifdef FIXED
    sem_post(&shared->lock);
#endif
}

static void set(void)
{
    enter();
    shared->first = 1;
    shared->second = -1;
    leave();
    _exit(0);
}

static void check(void)
{
    enter();
    int first = shared->first, second = shared->second;
    leave();
    _exit(!((first == 0 && second == 0) || (first == 1 && second == -1)));
}

int main(void)
{
    int failed = 0, status;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->lock, 1, 1);
    for (int i = 0; i < EACH; i++)
        if (fork() == 0)
            set();
    if (fork() == 0)
        check();
    while (wait(&status) > 0)
        failed |= status;
    return failed != 0;
}
