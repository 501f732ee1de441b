/* SPDX-License-Identifier: MIT */
/* Who holds a read-write lock for reading can't get it for writing: glibc says so where it notices,
 * and a thread waits for ever for the other readers, itself among them.
 *
 * outcome: deadlock
 */
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *upgrade(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, upgrade, NULL);
    pthread_join(thread, NULL);
    puts("never");
    return 0;
}
