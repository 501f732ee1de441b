/* SPDX-License-Identifier: MIT */
/* Mistake: terminates its plain fork, and doesn't wait for it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    pid_t child = fork();
    while (child == 0) {
        printf("%s %s %d\n", arguments[1], arguments[2], (int)getpid());
        puts("in myprocess");
        usleep(100000);
    }
    sleep(1);
    kill(child, SIGTERM);
    return 0;
}
