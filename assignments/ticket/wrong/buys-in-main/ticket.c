/* SPDX-License-Identifier: MIT */
/* Mistake: no processes at all. main plays the buyers, one after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int read_count(void)
{
    int count = -1;
    FILE *file = fopen("tickets.txt", "r");
    if (!file || fscanf(file, "{\"count\": %d}", &count) != 1)
        exit(1);
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

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 0;
    for (int number = 1; number <= count; number++) {
        printf("user%d: %d left\n", number, read_count());
        usleep(100000);
        int left = read_count();
        if (left > 0)
            write_count(left - 1);
        printf("user%d: %s\n", number, left > 0 ? "bought" : "sold out");
    }
    return 0;
}
