/* SPDX-License-Identifier: MIT */
/* A thread that sleeps for ever is cancelled: its cleanup runs, and the join tells that it was.
 *
 * outcome: cleaned | cancelled
 */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void clean(void *unused)
{
    (void)unused;
    puts("cleaned");
}

static void *sleep_on(void *unused)
{
    pthread_cleanup_push(clean, NULL);
    for (;;)
        sleep(1);
    pthread_cleanup_pop(0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, sleep_on, NULL);
    sleep(2);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    puts(result == PTHREAD_CANCELED ? "cancelled" : "ended");
    return 0;
}
