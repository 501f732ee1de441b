/* SPDX-License-Identifier: MIT */
/* Two processes count in shared memory atomically: nothing is lost.
 *
 * outcome: 2
 */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_int *count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            ++*count;
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *count);
    return 0;
}
