/* SPDX-License-Identifier: MIT */
/* Two threads format into the halves of one buffer, and read of a shared text what its length says:
 * no byte is written by one and touched by the other.
 *
 * outcome: 1.50 al x 2.50 bo y
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { HALF = 12 };

static char text[2 * HALF], names[] = {'a', 'l', 'b', 'o'};

static void *format(void *which)
{
    long half = (long)which;
    const char *name = &names[2 * half];
    snprintf(&text[HALF * half], HALF, "%*.2f %.*s %c", 4, 1.5 + (double)half, 2, name,
             (int)('x' + half));
    names[2 * half] = 'z';
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, format, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%s %s\n", text, &text[HALF]);
    return 0;
}
