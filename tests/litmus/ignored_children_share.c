/* SPDX-License-Identifier: MIT */
/* With SIGCHLD ignored, a wait that fails because no child is left is ordered behind all they did:
 * no race, and no zombie.
 *
 * outcome: 12
 */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *shared =
        mmap(NULL, 2 * sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            shared[i] = i + 1;
            return 0;
        }
    }
    while (wait(NULL) > 0)
        continue;
    printf("%d%d\n", shared[0], shared[1]);
    return 0;
}
