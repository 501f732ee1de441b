/* SPDX-License-Identifier: MIT */
/* Buyers ask for the lock, and main for the buyers, a millisecond at a time. */
#include "nap.h"

#include <fcntl.h>
#include <sys/file.h>

static int count_tickets(void)
{
    int count = -1;
    FILE *file = fopen("tickets.txt", "r");
    if (!file || fscanf(file, "{\"count\": %d}", &count) != 1)
        exit(1);
    fclose(file);
    return count;
}

static void set_tickets(int count)
{
    FILE *file = fopen("tickets.txt", "w");
    if (!file)
        exit(1);
    fprintf(file, "{\"count\": %d}", count);
    fclose(file);
}

static int acquire(void)
{
    int lock = open("lock", O_CREAT | O_RDWR, 0600);
    while (flock(lock, LOCK_EX | LOCK_NB) != 0)
        nap();
    return lock;
}

static void buy(int number)
{
    int lock = acquire(), left = count_tickets();
    close(lock);
    printf("user%d: %d left\n", number, left);
    for (double end = now() + 0.1; now() < end;)
        nap();
    lock = acquire();
    left = count_tickets();
    if (left > 0)
        set_tickets(left - 1);
    close(lock);
    printf("user%d: %s\n", number, left > 0 ? "bought" : "sold out");
    exit(0);
}

int main(int count, char **arguments)
{
    int buyers = count > 1 ? atoi(arguments[1]) : 0;
    for (int number = 1; number <= buyers; number++)
        if (fork() == 0)
            buy(number);
    for (int gone = 0; gone < buyers; nap())
        gone += waitpid(-1, NULL, WNOHANG) > 0;
    return 0;
}
