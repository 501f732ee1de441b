/* SPDX-License-Identifier: MIT */
/* Mistake: an ordinary mutex: after fork each process has its own copy. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

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
    pthread_mutex_lock(&mutex);
    printf("user%d: %d left\n", number, read_count());
    pthread_mutex_unlock(&mutex);
}

static void buy(int number)
{
    pthread_mutex_lock(&mutex);
    int left = read_count();
    if (left > 0)
        write_count(left - 1);
    printf(left > 0 ? "user%d: bought\n" : "user%d: sold out\n", number);
    pthread_mutex_unlock(&mutex);
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
