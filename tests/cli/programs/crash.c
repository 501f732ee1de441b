/* SPDX-License-Identifier: MIT */
/* A child uses a place that its parent says is ready before it is. */
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int *volatile place;
    int value;
};

int main(void)
{
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *shared->place = 1;
        _exit(0);
    }
    shared->place = &shared->value;
    wait(NULL);
    return 0;
}
