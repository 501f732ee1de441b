/* SPDX-License-Identifier: MIT */
/* The same sale without mpgrade: runs the program's main, renamed ticket_main, in a fork loop. The
 * thinking time passes at once, as it does in virtual time, so that work is compared with work.
 *
 * Usage: bare_sale FOLDER BUYERS RUNS; prints the seconds that the runs took. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int ticket_main(int argc, char **argv);
int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *asked,
                           struct timespec *left);

int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *asked,
                           struct timespec *left)
{
    (void)clock, (void)flags, (void)asked, (void)left;
    return 0;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void put_tickets(int buyers)
{
    FILE *file = fopen("tickets.txt", "w");
    if (!file)
        exit(1);
    fprintf(file, "{\"count\": %d}", buyers - 1);
    fclose(file);
}

static void run_once(char *buyers)
{
    char name[] = "ticket";
    char *argv[] = {name, buyers, NULL};
    int status;
    pid_t child = fork();
    if (child == 0)
        exit(ticket_main(2, argv));
    if (waitpid(child, &status, 0) != child || status != 0)
        exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 4 || chdir(argv[1]) != 0 || !freopen("output", "w", stdout))
        return 2;
    double begin = now();
    for (int left = atoi(argv[3]); left > 0; left--) {
        put_tickets(atoi(argv[2]));
        run_once(argv[2]);
    }
    fprintf(stderr, "%.6f\n", now() - begin);
    return 0;
}
