/* SPDX-License-Identifier: MIT */
/* A process killed anywhere while it waits for room leaves the queue as it was, or puts its message
 * when there is room.
 *
 * search: complete
 * outcome: first
 * outcome: first | second
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int put_second(void *unused)
{
    (void)unused;
    return mp_queue_put(queue, "second", 7, MP_FOREVER);
}

int main(void)
{
    char text[8];
    mp_process victim;
    queue = mp_queue_new(1);
    mp_queue_put(queue, "first", 6, MP_FOREVER);
    mp_process_init(&victim, put_second, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_queue_get(queue, text, sizeof text, NULL, MP_FOREVER);
    puts(text);
    mp_process_join(&victim, MP_FOREVER);
    if (mp_queue_get_nowait(queue, text, sizeof text, NULL) == MP_OK)
        puts(text);
    return 0;
}
