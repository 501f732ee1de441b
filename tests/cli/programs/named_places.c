/* SPDX-License-Identifier: MIT */
/* Races in places that a student has words for: an element's member, what a pointer points to. */
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    int number, balance;
};

static struct account accounts[3];

static struct shared {
    long before;
    int counter;
} * shared;

static void *pay(void *unused)
{
    accounts[1].balance += 10;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        shared->counter++;
        _exit(0);
    }
    shared->counter++;
    wait(NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, pay, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
