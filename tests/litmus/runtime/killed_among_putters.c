/* SPDX-License-Identifier: MIT */
/* Three processes: two put into a queue with room for one, and one of them is killed anywhere. The
 * other's message always arrives; the victim's at most once.
 *
 * budget: 100
 * outcome: other
 * outcome: other | victim
 * outcome: victim | other
 */
#include <mp.h>
#include <stdio.h>
#include <string.h>

static mp_queue *queue;

static int put(void *text)
{
    return mp_queue_put(queue, text, strlen(text) + 1, MP_FOREVER);
}

int main(void)
{
    char text[8], names[2][8] = {"victim", "other"};
    mp_process victim, other;
    queue = mp_queue_new(1);
    mp_process_init(&victim, put, names[0]);
    mp_process_init(&other, put, names[1]);
    mp_process_start(&victim);
    mp_process_start(&other);
    mp_process_kill(&victim);
    while (mp_queue_get(queue, text, sizeof text, NULL, 1) == MP_OK)
        puts(text);
    mp_process_join(&victim, MP_FOREVER);
    mp_process_join(&other, MP_FOREVER);
    return 0;
}
