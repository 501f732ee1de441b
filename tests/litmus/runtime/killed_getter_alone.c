/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in get has taken the first message or hasn't; the rest is in order.
 *
 * search: complete
 * outcome: first | second
 * outcome: second
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int get_one(void *unused)
{
    char text[8];
    (void)unused;
    return mp_queue_get(queue, text, sizeof text, NULL, MP_FOREVER);
}

int main(void)
{
    char text[8];
    mp_process victim;
    queue = mp_queue_new(0);
    mp_queue_put(queue, "first", 6, MP_FOREVER);
    mp_process_init(&victim, get_one, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_queue_put(queue, "second", 7, MP_FOREVER);
    mp_process_join(&victim, MP_FOREVER);
    while (mp_queue_get_nowait(queue, text, sizeof text, NULL) == MP_OK)
        puts(text);
    return 0;
}
