/* daemon, grace */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void heartbeat(void)
{
    for (;;) {
        printf("is alive\n");
        fflush(stdout);
        usleep(500000);
    }
}

static void worker(void)
{
    for (int i = 0; i < 5; i++) {
        printf("in son2\n");
        fflush(stdout);
        sleep(1);
    }
}

static pid_t start(void (*code)(void))
{
    pid_t child = fork();
    if (child == 0) {
        code();
        _exit(0);
    }
    return child;
}

static int daemonic;

static pid_t start_unless_daemonic(void (*code)(void))
{
    return daemonic ? -1 : start(code);
}

static void try_to_start_a_child(void)
{
    daemonic = 1;
    if (start_unless_daemonic(worker) < 0)
        printf("AssertionError: daemonic processes are not allowed to have children\n");
    fflush(stdout);
}

int main(int count, char **arguments)
{
    if (count == 2 && !strcmp(arguments[1], "--nested")) {
        waitpid(start(try_to_start_a_child), NULL, 0);
        return EXIT_SUCCESS;
    }
    pid_t beating = start(heartbeat), working = start(worker);
    for (unsigned left = 2; left > 0;)
        left = sleep(left);
    printf("main done\n");
    kill(beating, SIGTERM);
    waitpid(beating, NULL, 0);
    waitpid(working, NULL, 0);
    return EXIT_SUCCESS;
}
