/* SPDX-License-Identifier: MIT */
/* Mistake: flock on the file that is then replaced: the next buyer locks the new one, and both are
 * inside. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
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

static void write_count(int number, int count)
{
    char name[32];
    snprintf(name, sizeof name, "tickets.%d", number);
    FILE *file = fopen(name, "w");
    if (!file)
        exit(1);
    fprintf(file, "{\"count\": %d}", count);
    fclose(file);
    rename(name, "tickets.txt");
}

static void search(int number)
{
    printf("user%d: %d left\n", number, read_count());
    fflush(stdout);
}

static void buy(int number)
{
    int file = open("tickets.txt", O_RDONLY);
    flock(file, LOCK_EX);
    int left = read_count();
    if (left > 0)
        write_count(number, left - 1);
    printf("user%d: %s\n", number, left > 0 ? "bought" : "sold out");
    fflush(stdout);
    close(file);
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
