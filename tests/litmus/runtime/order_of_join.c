/* SPDX-License-Identifier: MIT */
/* Who joins a queue goes on after the last task is done, whoever does it, and needs no lock to see
 * what was done.
 *
 * outcome: 2 done
 */
#include <mp.h>
#include <stdio.h>

static mp_queue *queue;
static mp_lock *lock;
static int *done;

static int work(void *unused)
{
    int task;
    (void)unused;
    while (mp_queue_get_nowait(queue, &task, sizeof task, NULL) == MP_OK) {
        MP_WITH_LOCK(lock)
        {
            *done += 1;
        }
        mp_queue_task_done(queue);
    }
    return 0;
}

int main(void)
{
    mp_process workers[2];
    queue = mp_queue_new(0);
    lock = mp_lock_new();
    done = mp_shared_new(sizeof *done);
    for (int i = 0; i < 2; i++)
        mp_queue_put(queue, &i, sizeof i, MP_FOREVER);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&workers[i], work, NULL);
        mp_process_start(&workers[i]);
    }
    mp_queue_join(queue, MP_FOREVER);
    printf("%d done\n", *done);
    return 0;
}
