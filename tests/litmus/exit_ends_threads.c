/* SPDX-License-Identifier: MIT */
/* When main returns, the other threads are gone, whatever they still had to do.
 *
 * outcome: main
 * outcome: main | thread
 * outcome: thread | main
 */
#include <pthread.h>
#include <unistd.h>

static void *work(void *argument)
{
    if (write(STDOUT_FILENO, "thread\n", 7) != 7)
        _exit(1);
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    return write(STDOUT_FILENO, "main\n", 5) != 5;
}
