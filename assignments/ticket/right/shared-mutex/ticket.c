/* SPDX-License-Identifier: MIT */
/* A pthread mutex in shared memory; the buyers keep quiet and main prints everything at the end. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shop {
    pthread_mutex_t mutex;
    int found[64];
    int bought[64];
};

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

static struct shop *open_shop(void)
{
    pthread_mutexattr_t attributes;
    struct shop *shop =
        mmap(NULL, sizeof *shop, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shop->mutex, &attributes);
    return shop;
}

static void visit(struct shop *shop, int number)
{
    pthread_mutex_lock(&shop->mutex);
    shop->found[number] = read_count();
    pthread_mutex_unlock(&shop->mutex);
    usleep(100000);
    pthread_mutex_lock(&shop->mutex);
    int left = read_count();
    if ((shop->bought[number] = left > 0))
        write_count(left - 1);
    pthread_mutex_unlock(&shop->mutex);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 0;
    struct shop *shop = open_shop();
    for (int i = 0; i < count; i++) {
        if (fork() == 0) {
            visit(shop, i);
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    for (int i = 0; i < count; i++)
        printf("user%d: %d left\nuser%d: %s\n", i + 1, shop->found[i], i + 1,
               shop->bought[i] ? "bought" : "sold out");
    return 0;
}
