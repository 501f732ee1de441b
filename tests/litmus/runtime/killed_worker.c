/* SPDX-License-Identifier: MIT */
/* A worker killed anywhere has told that its task is done or hasn't; then who waits for all tasks
 * waits in vain, as long as it wants to.
 *
 * search: complete
 * outcome: done
 * outcome: not done
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;

static int work(void *unused)
{
    int task;
    (void)unused;
    mp_queue_get(queue, &task, sizeof task, NULL, MP_FOREVER);
    return mp_queue_task_done(queue);
}

int main(void)
{
    int task = 1;
    mp_process victim;
    queue = mp_queue_new(1);
    mp_queue_put(queue, &task, sizeof task, MP_FOREVER);
    mp_process_init(&victim, work, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    puts(mp_queue_join(queue, 1) == MP_OK ? "done" : "not done");
    return 0;
}
