/* SPDX-License-Identifier: MIT */
/* fork and waitpid, and the end of the first process as the order of the two. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *number =
        mmap(NULL, sizeof *number, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++) {
        pid_t child = fork();
        if (child == 0) {
            *number += 1;
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    printf("%d\n", *number);
    return 0;
}
