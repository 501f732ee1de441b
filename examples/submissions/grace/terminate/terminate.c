/* terminate, grace */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void wake(int number)
{
    (void)number;
}

static int ended(pid_t child, int *status)
{
    return waitpid(child, status, WNOHANG) == child;
}

int main(void)
{
    sigset_t blocked, open;
    struct sigaction action = {.sa_handler = wake};
    sigaction(SIGCHLD, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blocked, &open);

    pid_t child = fork();
    while (child == 0)
        pause();
    puts("alive: 1");
    sleep(1);
    kill(child, SIGTERM);
    int status, gone = ended(child, &status);
    printf("after terminate: %d\n", !gone);
    while (!gone) {
        sigsuspend(&open);
        gone = ended(child, &status);
    }
    puts("alive: 0");
    printf("exitcode: %d\n", -WTERMSIG(status));
    return EXIT_SUCCESS;
}
