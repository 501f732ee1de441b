/* SPDX-License-Identifier: MIT */
/* An object with a method for each thing that one does with a process, over fork, kill and waitpid.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct process {
    pid_t pid;
    void (*run)(struct process *self);
};

struct my_process {
    struct process base;
    long x, y;
};

static void start(struct process *process)
{
    process->pid = fork();
    if (process->pid == 0) {
        process->run(process);
        _exit(0);
    }
}

static void terminate(struct process *process)
{
    kill(process->pid, SIGTERM);
    waitpid(process->pid, NULL, 0);
}

static void run(struct process *self)
{
    struct my_process *my = (struct my_process *)self;
    struct timespec pause = {.tv_nsec = 100000000};
    do {
        printf("%ld %ld %d\nin myprocess\n", my->x, my->y, getpid());
        fflush(stdout);
    } while (nanosleep(&pause, NULL) == 0);
}

int main(int count, char **arguments)
{
    if (count != 3)
        return EXIT_FAILURE;
    struct my_process my = {
        .base.run = run, .x = strtol(arguments[1], NULL, 10), .y = strtol(arguments[2], NULL, 10)};
    start(&my.base);
    sleep(1);
    terminate(&my.base);
    return EXIT_SUCCESS;
}
