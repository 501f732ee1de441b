/* SPDX-License-Identifier: MIT */
/* Every process opens a lock file of its own and uses flock; the tickets are replaced by rename, so
 * that a search needs no lock at all. */
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

static void write_count(int count)
{
    FILE *file = fopen("tickets.new", "w");
    if (!file)
        exit(1);
    fprintf(file, "{\"count\": %d}\n", count);
    fclose(file);
    rename("tickets.new", "tickets.txt");
}

static void search(int number)
{
    printf("user%d: %d left\n", number, read_count());
    fflush(stdout);
}

static void buy(int number)
{
    int lock = open("tickets.lock", O_CREAT | O_RDWR, 0600);
    flock(lock, LOCK_EX);
    int left = read_count();
    if (left > 0)
        write_count(left - 1);
    flock(lock, LOCK_UN);
    close(lock);
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
