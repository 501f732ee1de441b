/* ticket, grace */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int token[2];

static void take(void)
{
    char byte;
    while (read(token[0], &byte, 1) != 1)
        ;
}

static void give_back(void)
{
    while (write(token[1], "", 1) != 1)
        ;
}

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

static void search(int number)
{
    take();
    printf("user%d: %d left\n", number, read_count());
    fflush(stdout);
    give_back();
}

static void buy(int number)
{
    take();
    int left = read_count();
    if (left > 0)
        write_count(left - 1);
    give_back();
    printf("user%d: %s\n", number, left > 0 ? "bought" : "sold out");
    fflush(stdout);
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
    if (pipe(token) != 0)
        return 1;
    give_back();
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
