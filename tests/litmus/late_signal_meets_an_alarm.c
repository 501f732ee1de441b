/* SPDX-License-Identifier: MIT */
/* A signal to a child may be so late that an alarm ends the wait for the child first.
 *
 * faults: late-signals
 * outcome: ended
 * outcome: waited in vain
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int number)
{
    (void)number;
}

int main(void)
{
    struct sigaction action = {.sa_handler = nothing}; /* no SA_RESTART */
    sigaction(SIGALRM, &action, NULL);
    pid_t child = fork();
    while (child == 0)
        pause();
    sleep(1);
    kill(child, SIGTERM);
    alarm(2);
    puts(waitpid(child, NULL, 0) == child ? "ended" : "waited in vain");
    kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) > 0)
        continue;
    return 0;
}
