/* SPDX-License-Identifier: MIT */
/* A hundred children at a time, all waited for. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int go[2], left = 100;
    char byte;
    if (pipe(go) != 0)
        return 1;
    for (int i = 0; i < 100; i++)
        if (fork() == 0) {
            close(go[1]);
            return read(go[0], &byte, 1) != 0;
        }
    close(go[1]);
    while (wait(NULL) > 0)
        left--;
    return left != 0;
}
