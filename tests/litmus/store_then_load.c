/* SPDX-License-Identifier: MIT */
/* Each stores its own flag, then reads the other's: with sequential consistency not both read 0.
 *
 * outcome: 0 1
 * outcome: 1 0
 * outcome: 1 1
 */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct flags {
    atomic_int flag[2];
    int seen[2];
};

int main(void)
{
    struct flags *flags =
        mmap(NULL, sizeof *flags, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            flags->flag[i] = 1;
            flags->seen[i] = flags->flag[1 - i];
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d %d\n", flags->seen[0], flags->seen[1]);
    return 0;
}
