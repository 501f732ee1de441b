/* SPDX-License-Identifier: MIT */
/* A process with two threads forks: the child has one, and memory of its own.
 *
 * outcome: child 1, parent 2
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *count_up(void *unused)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    int status;
    pthread_create(&threads[0], NULL, count_up, NULL);
    pthread_join(threads[0], NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(count);
    pthread_create(&threads[1], NULL, count_up, NULL);
    pthread_join(threads[1], NULL);
    waitpid(child, &status, 0);
    printf("child %d, parent %d\n", WEXITSTATUS(status), count);
    return 0;
}
