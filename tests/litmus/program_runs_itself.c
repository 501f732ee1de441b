/* SPDX-License-Identifier: MIT */
/* A child executes the program that it is in, with an argument.
 *
 * outcome: started | anew | 7
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    int status;
    if (count > 1) {
        puts("anew");
        return 7;
    }
    puts("started");
    pid_t child = fork();
    if (child == 0) {
        execl(arguments[0], arguments[0], "again", (char *)NULL);
        _exit(1);
    }
    waitpid(child, &status, 0);
    printf("%d\n", WEXITSTATUS(status));
    return 0;
}
