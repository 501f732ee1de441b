/* SPDX-License-Identifier: MIT */
/* After dup2 a child's standard output is the pipe; nothing of it is printed.
 *
 * outcome: parent got child
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char text[16] = "";
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        dup2(ends[1], STDOUT_FILENO);
        puts("child");
        return 0;
    }
    close(ends[1]);
    if (read(ends[0], text, sizeof text - 1) > 0)
        printf("parent got %s", text);
    wait(NULL);
    return 0;
}
