/* SPDX-License-Identifier: MIT */
/* Shared memory that grows, and moves as it does, is shared memory still; so is what a program with
 * large file offsets maps.
 *
 * finding: data-race
 * outcome: 1
 * outcome: 2
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096 };

int main(void)
{
    int *count = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    count = mremap(count, PAGE, 2 * PAGE, MREMAP_MAYMOVE); /* there is no room behind it */
    if (fork() == 0) {
        (*count)++;
        _exit(0);
    }
    (*count)++;
    wait(NULL);
    printf("%d\n", *count);
    return 0;
}
