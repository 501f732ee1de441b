/* SPDX-License-Identifier: MIT */
/* A robust mutex tells that its owner died; a plain one is never free again.
 *
 * outcome: EOWNERDEAD
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(shared, &attributes);
    if (fork() == 0) {
        pthread_mutex_lock(shared);
        _exit(0);
    }
    sleep(1);
    puts(pthread_mutex_lock(shared) == EOWNERDEAD ? "EOWNERDEAD" : "?");
    wait(NULL);
    return 0;
}
