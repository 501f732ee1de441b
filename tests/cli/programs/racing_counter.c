/* SPDX-License-Identifier: MIT */
/* Two processes add to one counter, without a lock. */
#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(int *counter)
{
    int value = *counter;
    *counter = value + 1;
}

int main(void)
{
    int *counter =
        mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        add(counter);
        _exit(0);
    }
    add(counter);
    wait(NULL);
    assert(*counter == 2);
    return 0;
}
