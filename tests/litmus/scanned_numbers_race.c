/* SPDX-License-Identifier: MIT */
/* A thread takes two numbers from a text while another adds them up.
 *
 * finding: data-race
 * outcome: 0
 * outcome: 1
 * outcome: 2
 * outcome: 3
 */
#include <pthread.h>
#include <stdio.h>

static short first;
static long second;

static void *take(void *unused)
{
    sscanf("a1b: 2", "%*[a-z]%hdb: %ld", &first, &second);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, take, NULL);
    long sum = first + second;
    pthread_join(thread, NULL);
    printf("%ld\n", sum);
    return 0;
}
