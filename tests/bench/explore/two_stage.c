/* SPDX-License-Identifier: MIT */
/* A value is set in two critical sections, each right by itself; who comes between them finds half.
 *
 * depth: 2
 */
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t first_lock, second_lock, both;
    int first, second;
};

static struct shared *shared;

static void locked_set(sem_t *lock, int *place, int value)
{
    sem_wait(lock);
    *place = value;
    sem_post(lock);
}

static int locked_get(sem_t *lock, const int *place)
{
    sem_wait(lock);
    int value = *place;
    sem_post(lock);
    return value;
}

static void enter(void)
{
#ifdef FIXED
    sem_wait(&shared->both);
#endif
}

static void leave(void)
{
#ifdef FIXED
    sem_post(&shared->both);
#endif
}

static void write_both(void)
{
    enter();
    locked_set(&shared->first_lock, &shared->first, 1);
    locked_set(&shared->second_lock, &shared->second, 2);
    leave();
    _exit(0);
}

static void read_both(void)
{
    enter();
    int first = locked_get(&shared->first_lock, &shared->first);
    int second = locked_get(&shared->second_lock, &shared->second);
    leave();
    _exit(first != 0 && second != first + 1);
}

int main(void)
{
    int failed = 0, status;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->first_lock, 1, 1);
    sem_init(&shared->second_lock, 1, 1);
    sem_init(&shared->both, 1, 1);
    if (fork() == 0)
        write_both();
    if (fork() == 0)
        read_both();
    while (wait(&status) > 0)
        failed |= status;
    return failed != 0;
}
