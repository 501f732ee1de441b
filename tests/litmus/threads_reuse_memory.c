/* SPDX-License-Identifier: MIT */
/* Each thread has a block of memory, uses it and gives it back; the next one may get the same
 * block. That is no race: it is other memory.
 *
 * outcome: 6
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_int sum;

static void *use(void *argument)
{
    for (int i = 0; i < 2; i++) {
        int *block = malloc(sizeof *block);
        *block = *(const int *)argument;
        sum += *block;
        free(block);
    }
    return NULL;
}

int main(void)
{
    static const int numbers[2] = {1, 2};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, use, (void *)&numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", sum);
    return 0;
}
