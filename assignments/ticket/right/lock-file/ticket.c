/* SPDX-License-Identifier: MIT */
/* A file that only one process can create is the lock; poll without a descriptor is the pause. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int read_count(void)
{
    int n = -1;
    FILE *f = fopen("tickets.txt", "r");
    if (f) {
        fscanf(f, "{\"count\": %d}", &n);
        fclose(f);
    }
    return n;
}

static void acquire(void)
{
    int fd;
    while ((fd = open("lock", O_CREAT | O_EXCL | O_WRONLY, 0600)) < 0)
        poll(NULL, 0, 1);
    close(fd);
}

static void release(void)
{
    unlink("lock");
}

int main(int c, char **v)
{
    (void)c;
    int n = atoi(v[1]);
    for (int k = 1; k <= n; k++) {
        fflush(stdout);
        pid_t p = fork();
        if (p == 0) {
            acquire();
            int left = read_count();
            release();
            printf("user%d: %d left\n", k, left);
            poll(NULL, 0, 100);
            acquire();
            left = read_count();
            if (left > 0) {
                FILE *f = fopen("tickets.txt", "w");
                fprintf(f, "{\"count\": %d}\n", left - 1);
                fclose(f);
            }
            release();
            printf("user%d: %s\n", k, left > 0 ? "bought" : "sold out");
            fflush(stdout);
            _exit(0);
        }
    }
    for (int k = 0; k < n; k++)
        wait(NULL);
    return 0;
}
