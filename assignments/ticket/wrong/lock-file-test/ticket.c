/* SPDX-License-Identifier: MIT */
/* Mistake: looks whether the lock file is there, and then makes it: two buyers can both see that it
 * isn't. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int read_count(void)
{
    int count = -1;
    FILE *file = fopen("tickets.txt", "r");
    if (!file)
        return -1;
    if (fscanf(file, "{\"count\": %d}", &count) != 1)
        count = -1;
    fclose(file);
    return count;
}

static void write_count(int count)
{
    FILE *file = fopen("tickets.txt", "w");
    if (!file)
        exit(1);
    fprintf(file, "{\"count\": %d}", count);
    fclose(file);
}

static void enter(void)
{
    while (access("tickets.lock", F_OK) == 0)
        usleep(1000);
    close(open("tickets.lock", O_CREAT | O_WRONLY, 0600));
}

static void leave(void)
{
    unlink("tickets.lock");
}

static void search(int number)
{
    enter();
    printf("user%d: %d left\n", number, read_count());
    fflush(stdout);
    leave();
}

static void buy(int number)
{
    enter();
    int left = read_count();
    if (left > 0)
        write_count(left - 1);
    printf("user%d: %s\n", number, left > 0 ? "bought" : "sold out");
    fflush(stdout);
    leave();
}

static void buyer(int number)
{
    search(number);
    usleep(100000);
    buy(number);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 1; i <= count; i++) {
        if (fork() == 0) {
            buyer(i);
            return 0;
        }
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
