/* SPDX-License-Identifier: MIT */
/* Each process reads a file, writes a new one beside it and renames that over the old one: nobody
 * ever sees half a file, and yet an update is lost.
 *
 * depth: 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int number_in(const char *name)
{
    int number = -1;
    FILE *file = fopen(name, "r");
    if (!file || fscanf(file, "%d", &number) != 1)
        number = -1;
    if (file)
        fclose(file);
    return number;
}

static void write_number(const char *name, int number)
{
    FILE *file = fopen(name, "w");
    if (!file)
        _exit(1);
    fprintf(file, "%d\n", number);
    fclose(file);
}

static void add_one(int process)
{
    char name[16];
    snprintf(name, sizeof name, "new%d", process);
#ifdef FIXED
    flock(open("lock", O_CREAT | O_RDWR | O_CLOEXEC, 0600), LOCK_EX);
#endif
    write_number(name, number_in("count") + 1);
    _exit(rename(name, "count") != 0);
}

int main(void)
{
    write_number("count", 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            add_one(i);
    while (wait(NULL) > 0)
        continue;
    return number_in("count") != 2;
}
