/* SPDX-License-Identifier: MIT */
/* Two processes copy texts into shared memory, each under a lock: no race; what the C library does
 * with memory of its own meanwhile is nobody's business.
 *
 * outcome: first | second | two
 * outcome: second | first | two
 * outcome: first | second | one
 * outcome: second | first | one
 */
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
    sem_t lock;
    char text[32];
} * shared;

static void put(const char *text, const char *said)
{
    sem_wait(&shared->lock);
    strcpy(shared->text, text);
    sem_post(&shared->lock);
    puts(said);
    _exit(0);
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->lock, 1, 1);
    if (fork() == 0)
        put("one", "first");
    if (fork() == 0)
        put("two", "second");
    while (wait(NULL) > 0)
        ;
    puts(shared->text);
    return 0;
}
