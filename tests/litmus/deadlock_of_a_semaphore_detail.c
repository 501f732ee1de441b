/* SPDX-License-Identifier: MIT */
/* The report of a deadlock says who took a semaphore last; nobody holds it.
 *
 * report: detail
 * outcome: deadlock: main waits for lock 1, last taken by main
 */
#include <semaphore.h>
#include <unistd.h>

int main(void)
{
    sem_t free;
    sem_init(&free, 0, 1);
    sem_wait(&free);
    sem_wait(&free);
    return 0;
}
