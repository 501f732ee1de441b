/* SPDX-License-Identifier: MIT */
/* A process killed anywhere in put has put its message or hasn't; the queue works on.
 *
 * search: complete
 * outcome: first | second
 * outcome: second
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int put_first(void *unused)
{
    (void)unused;
    return mp_queue_put(queue, "first", 6, MP_FOREVER);
}

int main(void)
{
    char text[8];
    mp_process victim;
    queue = mp_queue_new(2);
    mp_process_init(&victim, put_first, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    mp_queue_put(queue, "second", 7, MP_FOREVER);
    while (mp_queue_get_nowait(queue, text, sizeof text, NULL) == MP_OK)
        puts(text);
    return 0;
}
