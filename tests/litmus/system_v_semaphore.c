/* SPDX-License-Identifier: MIT */
/* A System V semaphore excludes; semop waits until it can be had.
 *
 * outcome: 2
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void change(int set, short by)
{
    struct sembuf operation = {.sem_op = by};
    semop(set, &operation, 1);
}

int main(void)
{
    int *count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int set = semget(IPC_PRIVATE, 1, 0600);
    change(set, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            change(set, -1);
            ++*count;
            change(set, 1);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *count);
    return 0;
}
