/* SPDX-License-Identifier: MIT */
/* Two of the machine's programs joined by a pipe, as a shell would.
 *
 * tools: yes
 * budget: 60
 * outcome: 3
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(int end, int standard, const int ends[2], const char *name, const char *argument)
{
    dup2(end, standard);
    close(ends[0]);
    close(ends[1]);
    execlp(name, name, argument, (char *)NULL);
    _exit(127);
}

int main(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0)
        become(ends[1], STDOUT_FILENO, ends, "printf", "a\\nb\\nc\\n");
    if (fork() == 0)
        become(ends[0], STDIN_FILENO, ends, "wc", "-l");
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
