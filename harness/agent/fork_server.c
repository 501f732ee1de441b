/* SPDX-License-Identifier: MIT */
/* The fork server: the submission stops before any code of the student's has run, and every
 * schedule starts as a fork of that moment.
 *
 *   server:  READY ──▶ (order to run) fork ──▶ wait for main ──▶ (ends: run again) fork …
 *   main:    standard input, line-buffered output, own process group and BORN, then the program
 *
 * A process that executes its own program once more has no orders to wait for, and runs main.
 *
 * It lives in .preinit_array, which runs before constructors. Without a director the agent call
 * fails, and the program simply runs. The calls between fork and BORN are the agent's own; the
 * director lets them pass unrecorded. */
#include "agent.h"
#include "ownership.h"
#include "page_tables.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int __real_main(int argc, char **argv, char **envp);
int __wrap_main(int argc, char **argv, char **envp);
void __wrap_exit(int status) __attribute__((noreturn));
void __real_exit(int status) __attribute__((noreturn));

static const char input[] = "/stdin";
static bool has_input;

static void announce_birth(void)
{
    ownership_forked();
    agent_syscall(AGENT_CALL, AGENT_BORN, getpid(), 0, 0, 0);
}

/* What the kernel keeps in a description is shared with the server: the input is opened anew. */
static void open_input(void)
{
    int fd = open(input, O_RDONLY);
    if (fd > 0) {
        dup2(fd, STDIN_FILENO);
        close(fd);
    }
}

/* Each schedule's processes have a processor time of their own; the server goes on for thousands.
 */
static void limit_processor_time(long seconds)
{
    const struct rlimit limit = {(rlim_t)seconds, (rlim_t)seconds + 1};
    setrlimit(RLIMIT_CPU, &limit);
}

static void become_main(long order)
{
    limit_processor_time(order);
    if (has_input)
        open_input();
    ownership_forked();
    agent_syscall(SYS_setpgid, 0, 0, AGENT_BORN_MAIN, getpid(), 0);
}

/* As the student expects it of a terminal; and every child says when it is there. */
static void set_up(void)
{
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    pthread_atfork(NULL, NULL, announce_birth);
}

static void serve(void)
{
    has_input = access(input, F_OK) == 0;
    page_tables_fill();
    long order = agent_syscall(AGENT_CALL, AGENT_READY, 0, 0, 0, 0);
    if (order == ORDER_GO_ON)
        set_up();
    while (order >= 0) {
        pid_t child = fork();
        if (child == 0) {
            set_up();
            become_main(order);
            return;
        }
        waitpid(child, NULL, 0);
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
