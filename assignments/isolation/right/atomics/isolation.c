/* SPDX-License-Identifier: MIT */
/* Plain fork, an anonymous mapping, and an atomic decrement in place of a lock. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int n = 100;
static atomic_int *shared;

static void run_ten(void (*code)(void))
{
    for (int i = 0; i < 10; i++) {
        if (fork() == 0) {
            code();
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
}

static void private_code(void)
{
    --n;
}

static void shared_code(void)
{
    atomic_fetch_sub(shared, 1);
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    atomic_store(shared, n);
    run_ten(private_code);
    run_ten(shared_code);
    printf("%d\n%d\n", n, atomic_load(shared));
    return EXIT_SUCCESS;
}
