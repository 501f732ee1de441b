/* SPDX-License-Identifier: MIT */
/* Two processes write variables that lie side by side in one word: that is no race.
 *
 * outcome: 1 2
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct pair {
    short left;
    char right, unused;
};

int main(void)
{
    struct pair *pair =
        mmap(NULL, sizeof *pair, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        pair->left = 1;
        _exit(0);
    }
    pair->right = 2;
    wait(NULL);
    printf("%d %d\n", pair->left, pair->right);
    return 0;
}
