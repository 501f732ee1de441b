/* SPDX-License-Identifier: MIT */
/* The end of a file that comes because the writer was killed tells the reader that all which that
 * one did is done.
 *
 * search: complete
 * outcome: 0
 * outcome: 1
 */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;
    int *word = mmap(NULL, sizeof *word, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pipe(ends) != 0)
        return 1;
    pid_t writer = fork();
    if (writer == 0) {
        *word = 1;
        for (;;)
            pause();
    }
    close(ends[1]);
    kill(writer, SIGTERM);
    if (read(ends[0], &byte, 1) == 0)
        printf("%d\n", *word);
    wait(NULL);
    return 0;
}
