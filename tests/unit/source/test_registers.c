/* SPDX-License-Identifier: MIT */
/* Registers of children that sleep in a call. */
#define _GNU_SOURCE
#include "source/registers.h"

#include "contract/agent_call.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static struct registers_source source;

static void close_files(void)
{
    registers_close(&source);
}

TestSuite(registers, .fini = close_files);

static pid_t sleeper(void)
{
    pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    cr_assert(child > 0);
    return child;
}

static void end(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* Until it sleeps: before, it has no call to tell of. */
static bool read_sleeper(pid_t child, struct registers *registers)
{
    bool known = false;
    for (int i = 0; i < 100000 && !known; i++)
        known = registers_read(&source, child, registers) && registers->program_counter;
    return known;
}

Test(registers, of_a_sleeper)
{
    struct registers registers;
    pid_t child = sleeper();
    cr_assert(read_sleeper(child, &registers));
    cr_expect_neq(registers.stack_pointer, 0);
    cr_expect_eq(registers.operand, 0, "pause is no call of the agent's");
    cr_expect_eq(registers.frame_pointer, 0);
    end(child);
}

Test(registers, of_the_dead_are_unknown)
{
    struct registers registers;
    pid_t child = sleeper();
    cr_assert(read_sleeper(child, &registers));
    end(child);
    cr_expect_not(registers_read(&source, child, &registers));
    cr_expect_not(registers_read(&source, child, &registers), "nor the second time");
}

/* So many that some share a place in the table of open files. */
Test(registers, of_many_tasks)
{
    enum { MANY = REGISTER_FILES + 8 };
    pid_t children[MANY];
    struct registers first[MANY], again;
    for (int i = 0; i < MANY; i++)
        children[i] = sleeper();
    for (int i = 0; i < MANY; i++)
        cr_assert(read_sleeper(children[i], &first[i]));
    for (int i = 0; i < MANY; i++) {
        cr_assert(registers_read(&source, children[i], &again));
        cr_expect_eq(again.stack_pointer, first[i].stack_pointer);
    }
    for (int i = 0; i < MANY; i++)
        end(children[i]);
}

static void call_like_the_agent(void)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
        _exit(1);
    raise(SIGSTOP);
    syscall(AGENT_CALL, AGENT_POINT, 7, 0x1234L, 4L, 0L, 0x5678L);
    _exit(0);
}

Test(registers, of_a_call_of_the_agent)
{
    struct registers registers;
    int status;
    pid_t child = fork();
    if (child == 0)
        call_like_the_agent();
    cr_assert_eq(waitpid(child, &status, 0), child);
    if (!WIFSTOPPED(status))
        cr_skip_test("nobody may trace here");
    ptrace(PTRACE_SYSCALL, child, NULL, NULL); /* the end of raise's call, or the next one */
    for (bool found = false; !found;) {
        cr_assert(waitpid(child, &status, 0) == child && WIFSTOPPED(status));
        cr_assert(registers_read(&source, child, &registers));
        found = registers.operand != 0;
        ptrace(found ? PTRACE_CONT : PTRACE_SYSCALL, child, NULL, NULL);
    }
    cr_expect_eq(registers.operand, 0x1234);
    cr_expect_eq(registers.frame_pointer, 0x5678);
    waitpid(child, &status, 0);
}
