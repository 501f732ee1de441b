/* SPDX-License-Identifier: MIT */
/* Whoever waits on a futex of their own may be woken though nobody changed it, and must look again;
 * twice at most, so that all orders can be tried.
 *
 * faults: spurious-wakeups
 * search: complete
 * budget: 400
 * outcome: woken 0 times early
 * outcome: woken 1 times early
 * outcome: woken 2 times early
 */
#include <errno.h>
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
        int early = 0;
        while (syscall(SYS_futex, word, FUTEX_WAIT, 0, NULL, NULL, 0) == 0 && *word == 0)
            early++;
        printf("woken %d times early\n", early);
        return 0;
    }
    *word = 1;
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
    wait(NULL);
    return 0;
}
