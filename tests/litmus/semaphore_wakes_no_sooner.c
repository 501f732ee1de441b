/* SPDX-License-Identifier: MIT */
/* Futexes may be left out of nothing, and semaphores are made of them: but a semaphore is never had
 * without a post, and as nothing of it shows, the search comes to its end.
 *
 * faults: spurious-wakeups
 * search: complete
 * budget: 400
 * outcome: a | b
 */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *posted =
        mmap(NULL, sizeof *posted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(posted, 1, 0);
    if (fork() == 0) {
        sem_wait(posted);
        puts("b");
        fflush(stdout);
        _exit(0);
    }
    puts("a");
    sem_post(posted);
    wait(NULL);
    return 0;
}
