/* SPDX-License-Identifier: MIT */
/* A POSIX semaphore in shared memory, and everything about one purchase in a single write. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t *gate;

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

static void say(int number, const char *what)
{
    char line[64];
    int length = snprintf(line, sizeof line, "user%d: %s\n", number, what);
    if (write(STDOUT_FILENO, line, (size_t)length) != length)
        exit(1);
}

static void search(int number)
{
    char what[32];
    sem_wait(gate);
    snprintf(what, sizeof what, "%d left", read_count());
    say(number, what);
    sem_post(gate);
}

static void buy(int number)
{
    sem_wait(gate);
    int left = read_count();
    if (left > 0)
        write_count(left - 1);
    say(number, left > 0 ? "bought" : "sold out");
    sem_post(gate);
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
    gate = mmap(NULL, sizeof *gate, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(gate, 1, 1);
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
