/* SPDX-License-Identifier: MIT */
/* Who gets the lock of one that died with it sees all that one did.
 *
 * outcome: 1 died
 * outcome: 1 ended before
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t lock;
    int value;
};

static void die_with_it(struct shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    shared->value++;
    raise(SIGKILL);
}

static int go_on(struct shared *shared)
{
    int result = pthread_mutex_lock(&shared->lock);
    if (result == EOWNERDEAD)
        pthread_mutex_consistent(&shared->lock);
    int value = shared->value;
    shared->value = value ? value : 1;
    pthread_mutex_unlock(&shared->lock);
    return result == EOWNERDEAD;
}

int main(void)
{
    int status;
    pthread_mutexattr_t kind;
    struct shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&shared->lock, &kind);
    if (fork() == 0)
        die_with_it(shared);
    pid_t second = fork();
    if (second == 0)
        return go_on(shared);
    waitpid(second, &status, 0);
    if (WEXITSTATUS(status))
        printf("%d died\n", shared->value);
    else
        puts("1 ended before");
    return 0;
}
