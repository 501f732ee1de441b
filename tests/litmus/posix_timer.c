/* SPDX-License-Identifier: MIT */
/* A timer of timer_create sends its signal at its time, again and again, with its value.
 *
 * outcome: 2 7 | 5 7 | 8 7
 */
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t value;

static void handle(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)context;
    value = info->si_value.sival_int;
}

int main(void)
{
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    struct itimerspec times = {.it_value = {2, 0}, .it_interval = {3, 0}};
    timer_t timer;
    time_t start = time(NULL);
    sigaction(SIGUSR1, &action, NULL);
    event.sigev_value.sival_int = 7;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &times, NULL);
    for (int i = 0; i < 3; i++) {
        pause();
        printf("%d %d\n", (int)(time(NULL) - start), value);
    }
    timer_delete(timer);
    return 0;
}
