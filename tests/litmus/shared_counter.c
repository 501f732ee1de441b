/* SPDX-License-Identifier: MIT */
/* Two processes count in shared memory without a lock: one count may be lost.
 *
 * finding: data-race
 * outcome: 1
 * outcome: 2
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *count =
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
