/* SPDX-License-Identifier: MIT */
/* A ring of two places: the writer says that an item is there before it has put it there.
 *
 * published: circular_buffer
 */
#include <pthread.h>
#include <stdatomic.h>

enum { PLACES = 2, ITEMS = 3 };

static int ring[PLACES];
static atomic_int written, taken;
static int failed;

static void *produce(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        while (written - taken == PLACES)
            ;
#ifdef FIXED
        ring[i % PLACES] = i + 1;
        written++;
#else
        written++;
        ring[(written - 1) % PLACES] = i + 1;
#endif
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        while (written == taken)
            ;
        failed |= ring[i % PLACES] != i + 1;
        taken++;
    }
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, consume, NULL);
    pthread_create(&threads[1], NULL, produce, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return failed;
}
