/* SPDX-License-Identifier: MIT */
/* Two children are spawned, each by a vfork and an exec: the end of the first doesn't let the
 * parent go on that waits for the exec of the second.
 *
 * budget: 60
 * outcome: 1 | 2 | both
 * outcome: 2 | 1 | both
 */
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(int count, char **arguments)
{
    static char *numbers[] = {"1", "2"};
    pid_t child;
    if (count > 1) {
        puts(arguments[1]);
        return 0;
    }
    for (int i = 0; i < 2; i++) {
        char *again[] = {arguments[0], numbers[i], NULL};
        if (posix_spawn(&child, arguments[0], NULL, NULL, again, environ) != 0)
            return 1;
    }
    while (wait(NULL) > 0)
        continue;
    puts("both");
    return 0;
}
