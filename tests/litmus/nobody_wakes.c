/* SPDX-License-Identifier: MIT */
/* Who changes the word of a futex and doesn't wake, wakes nobody by ending either.
 *
 * outcome: seen
 * outcome: deadlock
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_int *word =
        mmap(NULL, sizeof *word, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        atomic_store(word, 1);
        return 0;
    }
    while (atomic_load(word) == 0)
        syscall(SYS_futex, word, FUTEX_WAIT, 0, NULL, NULL, 0);
    puts("seen");
    wait(NULL);
    return 0;
}
