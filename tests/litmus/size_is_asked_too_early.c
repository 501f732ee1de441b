/* SPDX-License-Identifier: MIT */
/* A size is as old as the call that told it: two who write where fstat says the end is may write
 * over each other. Under a lock they don't, nor where the kernel finds the end.
 *
 * budget: 400
 * outcome: by size 1, locked 2, by append 2
 * outcome: by size 2, locked 2, by append 2
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static off_t size_of(const char *name)
{
    struct stat about;
    int fd = open(name, O_RDONLY);
    off_t size = fstat(fd, &about) == 0 ? about.st_size : -1;
    close(fd);
    return size;
}

static void add_where_it_ends(const char *name, int lock)
{
    struct stat about;
    int fd = open(name, O_WRONLY);
    if (lock)
        flock(fd, LOCK_EX);
    if (fstat(fd, &about) != 0 || pwrite(fd, "x", 1, about.st_size) != 1)
        _exit(1);
    close(fd);
}

static void add_by_stream(const char *name)
{
    FILE *stream = fopen(name, "a");
    if (!stream || fputc('x', stream) == EOF || fclose(stream) != 0)
        _exit(1);
}

int main(void)
{
    close(open("size", O_CREAT | O_WRONLY, 0600));
    close(open("locked", O_CREAT | O_WRONLY, 0600));
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            add_where_it_ends("size", 0);
            add_where_it_ends("locked", 1);
            add_by_stream("append");
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    printf("by size %d, locked %d, by append %d\n", (int)size_of("size"), (int)size_of("locked"),
           (int)size_of("append"));
    return 0;
}
