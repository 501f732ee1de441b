/* SPDX-License-Identifier: MIT */
/* While another process waits for a message, the putter is killed anywhere: the waiting one gets
 * that message or the next, and never sleeps beside one.
 *
 * budget: 200
 * search: complete
 * outcome: first
 * outcome: second
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int print_one(void *unused)
{
    char text[8];
    (void)unused;
    if (mp_queue_get(queue, text, sizeof text, NULL, MP_FOREVER) == MP_OK)
        puts(text);
    return 0;
}

static int put_first(void *unused)
{
    (void)unused;
    return mp_queue_put(queue, "first", 6, MP_FOREVER);
}

int main(void)
{
    mp_process getter, victim;
    queue = mp_queue_new(2);
    mp_process_init(&getter, print_one, NULL);
    mp_process_init(&victim, put_first, NULL);
    mp_process_start(&getter);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    if (mp_queue_empty(queue))
        mp_queue_put(queue, "second", 7, MP_FOREVER);
    mp_process_join(&getter, MP_FOREVER);
    return 0;
}
