/* SPDX-License-Identifier: MIT */
/* Two children print a line each: either may be first.
 *
 * outcome: a | b
 * outcome: b | a
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(const char *line)
{
    if (fork() == 0) {
        puts(line);
        fflush(stdout);
        _exit(0);
    }
}

int main(void)
{
    child("a");
    child("b");
    while (wait(NULL) > 0)
        continue;
    return 0;
}
