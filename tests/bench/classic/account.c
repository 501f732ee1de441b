/* SPDX-License-Identifier: MIT */
/* Money goes from one account to another while both are paid out and in; one of the movements
 * forgets the lock, so an amount is lost.
 *
 * depth: 2
 * published: account
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int balance = 100, other = 100;

static void *pay_in(void *unused)
{
    pthread_mutex_lock(&lock);
    balance += 10;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *pay_out(void *unused)
{
    pthread_mutex_lock(&lock);
    balance -= 20;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *transfer(void *unused)
{
#ifdef FIXED
    pthread_mutex_lock(&lock);
#endif
    balance -= 30;
    other += 30;
#ifdef FIXED
    pthread_mutex_unlock(&lock);
#endif
    return unused;
}

int main(void)
{
    void *(*const movements[])(void *) = {transfer, pay_in, pay_out};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, movements[i], NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return balance + other != 190;
}
