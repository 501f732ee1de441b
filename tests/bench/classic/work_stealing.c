/* SPDX-License-Identifier: MIT */
/* A deque whose owner pushes and pops at its tail without the lock while a thief takes from its
 * head: when all but one place is used, the owner takes the last one for free, too, although the
 * thief has moved the head on and hasn't read yet what stands there. The sizes and operations are
 * those of the published program, which follows the THE protocol of Cilk-5.
 *
 * depth: 2
 * published: WorkStealQueue
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { ITEMS = 4, STEALS = 2, FIRST_SIZE = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_long head, tail; /* moved on by the thief, and by the owner */
static int **places;           /* two to the power of something, of which `mask` is one less */
static long mask = FIRST_SIZE - 1;
static int items[ITEMS]; /* how often each was taken */

#ifdef FIXED
enum { KEPT_FREE = 1 };
#else
enum { KEPT_FREE = 0 };
#endif

static void grow(long count)
{
    int **larger = malloc((size_t)(mask + 1) * 2 * sizeof *larger);
    for (long i = 0; i < count; i++)
        larger[i] = places[(head + i) & mask];
    free(places);
    places = larger;
    mask = mask * 2 + 1;
    head = 0;
    tail = count;
}

static void put(int *item, long at)
{
    places[at & mask] = item;
    tail = at + 1;
}

static void push(int *item)
{
    long at = tail;
    if (at <= head + mask - KEPT_FREE) {
        put(item, at);
        return;
    }
    pthread_mutex_lock(&lock);
    long first = head, count = tail - first;
    head = first & mask;
    tail = (first & mask) + count;
    if (count >= mask)
        grow(count);
    put(item, tail);
    pthread_mutex_unlock(&lock);
}

/* Takes the last item, unless the thief has it. */
static int *take_last(void)
{
    long at = tail - 1;
    tail = at;
    if (head <= at)
        return places[at & mask];
    tail = at + 1;
    return NULL;
}

static int *pop(void)
{
    int *item = take_last();
    if (item)
        return item;
    pthread_mutex_lock(&lock);
    item = take_last();
    if (!item)
        head = tail = 0;
    pthread_mutex_unlock(&lock);
    return item;
}

static int *steal(void)
{
    int *item = NULL;
    pthread_mutex_lock(&lock);
    long at = head;
    head = at + 1;
    if (at < tail)
        item = places[at & mask];
    else
        head = at;
    pthread_mutex_unlock(&lock);
    return item;
}

static void use(int *item)
{
    if (item)
        ++*item;
}

static void *rob(void *unused)
{
    for (int i = 0; i < STEALS; i++)
        use(steal());
    return unused;
}

int main(void)
{
    pthread_t thief;
    places = malloc(FIRST_SIZE * sizeof *places);
    pthread_create(&thief, NULL, rob, NULL);
    for (int i = 0; i < ITEMS; i += 2) {
        push(&items[i]);
        push(&items[i + 1]);
        use(pop());
    }
    for (int i = 0; i < ITEMS / 2; i++)
        use(pop());
    pthread_join(thief, NULL);
    for (int i = 0; i < ITEMS; i++)
        if (items[i] != 1)
            return 1;
    return 0;
}
