/* SPDX-License-Identifier: MIT */
/* Two threads put nodes of several words into lists of their own locks, and take them out again:
 * a node that one gives back the other may get, and no word of it is a race.
 *
 * budget: 60
 * outcome: 4
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { LISTS = 2 };

struct node {
    long key;
    struct node *next;
};

static struct list {
    pthread_mutex_t lock;
    struct node *head;
} lists[LISTS];

static void put(long key)
{
    struct node *node = malloc(sizeof *node);
    struct list *list = &lists[key % LISTS];
    node->key = key;
    pthread_mutex_lock(&list->lock);
    node->next = list->head;
    list->head = node;
    pthread_mutex_unlock(&list->lock);
}

static int take(long key)
{
    struct list *list = &lists[key % LISTS];
    int taken = 0;
    pthread_mutex_lock(&list->lock);
    for (struct node **at = &list->head; *at && !taken; at = &(*at)->next)
        if ((*at)->key == key) {
            struct node *node = *at;
            *at = node->next;
            free(node);
            taken = 1;
            break;
        }
    pthread_mutex_unlock(&list->lock);
    return taken;
}

static void *work(void *first)
{
    long taken = 0;
    for (long i = 0; i < LISTS; i++)
        put((long)first + i);
    for (long i = 0; i < LISTS; i++)
        taken += take((long)first + i);
    return (void *)taken;
}

int main(void)
{
    pthread_t threads[2];
    long sum = 0;
    for (int i = 0; i < LISTS; i++)
        pthread_mutex_init(&lists[i].lock, NULL);
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, (void *)(i * 100));
    for (int i = 0; i < 2; i++) {
        void *taken;
        pthread_join(threads[i], &taken);
        sum += (long)taken;
    }
    printf("%ld\n", sum);
    return 0;
}
