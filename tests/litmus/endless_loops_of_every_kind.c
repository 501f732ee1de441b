/* SPDX-License-Identifier: MIT */
/* Whatever way a program has to go on for ever without a call: it can be preempted and killed.
 *
 * budget: 20
 * outcome: 6 killed
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int number;

static void while_loop(void)
{
    while (number >= 0)
        number = number + 1 > 5 ? 0 : number + 1;
}

static void do_loop(void)
{
    do {
        if (number == 7)
            continue;
        number = 2;
    } while (number != 3);
}

static void backward_goto(void)
{
again:
    number ^= 1;
    if (number < 9)
        goto again;
}

static void states(void)
{
    for (int state = 0; state >= 0;)
        switch (state) {
        case 0:
            state = 3;
            break;
        case 1:
            state = 0;
            break;
        case 2:
            state = 1;
            break;
        case 3:
            state = 2;
            break;
        case 4:
            state = -1;
            break;
        default:
            state = 4;
        }
}

static void computed_goto(void)
{
    static void *const places[] = {&&first, &&second};
    int at = 0;
first:
    number++;
    at = !at;
    goto *places[at];
second:
    number = 0;
    at = !at;
    goto *places[at];
}

static int fall(int depth)
{
    return depth > 0 ? fall(depth - 1) : number;
}

static void recursion(void)
{
    for (;;)
        if (fall(50) > 100)
            break;
}

int main(void)
{
    static void (*const loops[])(void) = {while_loop, do_loop,       backward_goto,
                                          states,     computed_goto, recursion};
    enum { LOOPS = sizeof loops / sizeof *loops };
    pid_t children[LOOPS];
    int killed = 0, status;
    for (int i = 0; i < LOOPS; i++)
        if ((children[i] = fork()) == 0) {
            loops[i]();
            _exit(0);
        }
    sleep(1);
    for (int i = 0; i < LOOPS; i++)
        kill(children[i], SIGKILL);
    while (wait(&status) > 0)
        killed += WIFSIGNALED(status);
    printf("%d killed\n", killed);
    return 0;
}
