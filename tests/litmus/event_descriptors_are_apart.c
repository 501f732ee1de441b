/* SPDX-License-Identifier: MIT */
/* Each eventfd orders what is written before it for who reads that one, and for nobody else;
 * nor does a sleep.
 *
 * search: complete
 * finding: data-race
 * outcome: 1
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    uint64_t one = 1, got = 0;
    int early = eventfd(0, 0), late = eventfd(0, 0);
    int *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED || write(early, &one, sizeof one) != sizeof one)
        return 1;
    if (fork() == 0) {
        *shared = 1;
        return write(late, &one, sizeof one) != sizeof one;
    }
    sleep(1);
    if (read(early, &got, sizeof got) != sizeof got)
        return 1;
    printf("%d\n", *shared);
    wait(NULL);
    return 0;
}
