/* SPDX-License-Identifier: MIT */
/* The threads, mutexes and conditions of the C library itself: one hands a value to the other.
 *
 * outcome: 5, joined 9
 */
#include <stdio.h>
#include <threads.h>

static mtx_t lock;
static cnd_t changed;
static int value;

static int put(void *unused)
{
    (void)unused;
    mtx_lock(&lock);
    value = 5;
    cnd_signal(&changed);
    mtx_unlock(&lock);
    return 9;
}

int main(void)
{
    thrd_t thread;
    int result;
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    thrd_create(&thread, put, NULL);
    mtx_lock(&lock);
    while (value == 0)
        cnd_wait(&changed, &lock);
    int seen = value;
    mtx_unlock(&lock);
    thrd_join(thread, &result);
    printf("%d, joined %d\n", seen, result);
    return 0;
}
