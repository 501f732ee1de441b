/* SPDX-License-Identifier: MIT */
/* Twenty thousand accesses to memory that another process could see. */
#include <stddef.h>
#include <sys/mman.h>

int main(void)
{
    volatile int *word =
        mmap(NULL, sizeof *word, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 20000; i++)
        *word = i;
    return 0;
}
