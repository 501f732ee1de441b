/* SPDX-License-Identifier: MIT */
/* While another process waits for room, the getter is killed anywhere: its message is taken or
 * still there, and the other gets its room as soon as there is some.
 *
 * budget: 200
 * search: complete
 * outcome: first | second
 * outcome: second
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int put_second(void *unused)
{
    (void)unused;
    return mp_queue_put(queue, "second", 7, MP_FOREVER);
}

static int get_one(void *unused)
{
    char text[8];
    (void)unused;
    return mp_queue_get(queue, text, sizeof text, NULL, MP_FOREVER);
}

int main(void)
{
    char text[8];
    mp_process putter, victim;
    queue = mp_queue_new(1);
    mp_queue_put(queue, "first", 6, MP_FOREVER);
    mp_process_init(&victim, get_one, NULL);
    mp_process_init(&putter, put_second, NULL);
    mp_process_start(&putter);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    if (mp_queue_get(queue, text, sizeof text, NULL, MP_FOREVER) == MP_OK)
        puts(text);
    mp_process_join(&putter, MP_FOREVER);
    if (mp_queue_get_nowait(queue, text, sizeof text, NULL) == MP_OK)
        puts(text);
    return 0;
}
