/* SPDX-License-Identifier: MIT */
/* Right after kill the target may still be there, or be gone already.
 *
 * outcome: alive
 * outcome: gone
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGTERM);
    puts(waitpid(child, &status, WNOHANG) == 0 ? "alive" : "gone");
    return 0;
}
