/* SPDX-License-Identifier: MIT */
/* Two processes put memory of their own where they shared some: what their threads write there
 * has nothing to do with the other process.
 *
 * budget: 60
 * outcome: 2
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096 };

static int *map(void *where, int flags)
{
    return mmap(where, PAGE, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
}

static void *count_up(void *count)
{
    ++*(int *)count;
    return NULL;
}

static void count_twice(int *count)
{
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, count_up, count);
        pthread_join(thread, NULL);
    }
}

static int *replace(int *count)
{
    int *own;
    if (*count != 0 || munmap(count, PAGE) < 0)
        return NULL;
    own = map(count, MAP_PRIVATE);
    return own == count ? own : NULL;
}

int main(void)
{
    int *count = map(NULL, MAP_SHARED);
    pid_t child = fork();
    count_twice(replace(count));
    if (child == 0)
        _exit(0);
    wait(NULL);
    printf("%d\n", *count);
    return 0;
}
