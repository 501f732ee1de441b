/* SPDX-License-Identifier: MIT */
/* What was put before the fork is in the queue once, and before what comes after it.
 *
 * outcome: 0 1 2 3
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int get_all(void *unused)
{
    int number;
    (void)unused;
    for (int i = 0; i < 4; i++) {
        mp_queue_get(queue, &number, sizeof number, NULL, MP_FOREVER);
        printf(i < 3 ? "%d " : "%d\n", number);
    }
    return 0;
}

int main(void)
{
    mp_process process;
    queue = mp_queue_new(0);
    for (int i = 0; i < 2; i++)
        mp_queue_put(queue, &i, sizeof i, MP_FOREVER);
    mp_process_init(&process, get_all, NULL);
    mp_process_start(&process);
    for (int i = 2; i < 4; i++)
        mp_queue_put(queue, &i, sizeof i, MP_FOREVER);
    return 0;
}
