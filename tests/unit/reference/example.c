/* SPDX-License-Identifier: MIT */
/* A program as somebody would write it who has only the installed library; also valid C++. Prints
 * the sum of 1..10, computed by two processes. */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock, *inner;
static int *sum;

static int add_numbers(void *argument)
{
    mp_queue *numbers = (mp_queue *)argument;
    int number = 0;
    while (mp_queue_get(numbers, &number, sizeof number, NULL, MP_FOREVER) == MP_OK && number > 0) {
        MP_WITH_LOCK(lock)
        {
            MP_WITH_LOCK(inner)
            {
                *sum += number;
            }
        }
    }
    return 0;
}

int main(void)
{
    mp_queue *numbers = mp_queue_new(3);
    mp_process workers[2];
    lock = mp_lock_new();
    inner = mp_lock_new();
    sum = (int *)mp_shared_new(sizeof *sum);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&workers[i], add_numbers, numbers);
        mp_process_start(&workers[i]);
    }
    for (int number = 1; number <= 10; number++)
        mp_queue_put(numbers, &number, sizeof number, MP_FOREVER);
    for (int i = 0, last = 0; i < 2; i++)
        mp_queue_put(numbers, &last, sizeof last, MP_FOREVER);
    for (int i = 0; i < 2; i++) {
        mp_process_join(&workers[i], MP_FOREVER);
        mp_process_close(&workers[i]);
    }
    printf("%d\n", *sum);
    mp_shared_free(sum);
    mp_lock_free(inner);
    mp_lock_free(lock);
    mp_queue_free(numbers);
    return 0;
}
