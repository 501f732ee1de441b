/* SPDX-License-Identifier: MIT */
/* The fork server: the submission stops before any code of the student's has run, and every
 * schedule starts as a fork of that moment.
 *
 *   server:  READY ──▶ (order RUN) fork ──▶ wait for main ──▶ READY …
 *   main:    own process group, standard input, line-buffered output, BORN, then the program
 *
 * It lives in .preinit_array, which runs before constructors. Without a director the agent call
 * fails, and the program simply runs. The calls between fork and BORN are the agent's own; the
 * director lets them pass unrecorded. */
#include "agent.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int __wrap_main(int argc, char **argv, char **envp);
int __real_main(int argc, char **argv, char **envp);
void __wrap_exit(int status) __attribute__((noreturn));
void __real_exit(int status) __attribute__((noreturn));

static void announce_birth(void)
{
    agent_syscall(AGENT_CALL, AGENT_BORN, getpid(), 0, 0, 0);
}

/* What the kernel keeps in a description is shared with the server: the input is opened anew. */
static void open_input(void)
{
    int fd = open("/stdin", O_RDONLY);
    if (fd > 0) {
        dup2(fd, STDIN_FILENO);
        close(fd);
    }
}

static void become_main(void)
{
    setpgid(0, 0);
    open_input();
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    pthread_atfork(NULL, NULL, announce_birth);
    announce_birth();
}

static void serve(void)
{
    int status = 0;
    for (;;) {
        long order = agent_syscall(AGENT_CALL, AGENT_READY, status, getpid(), 0, 0);
        if (order < 0)
            return;
        if (order != ORDER_RUN)
            _exit(0);
        pid_t child = fork();
        if (child == 0) {
            become_main();
            return;
        }
        waitpid(child, &status, 0);
    }
}

__attribute__((section(".preinit_array"), used)) static void (*const at_start)(void) = serve;

static int main_ended;

static void announce_end(int status)
{
    if (!main_ended) {
        main_ended = 1;
        agent_point(OPERATION_MAIN_END, NULL, status);
    }
}

int __wrap_main(int argc, char **argv, char **envp)
{
    int status = __real_main(argc, argv, envp);
    announce_end(status);
    return status;
}

void __wrap_exit(int status)
{
    announce_end(status);
    __real_exit(status);
}
