/* SPDX-License-Identifier: MIT */
/* A queue keeps the order of each putter's messages, and promises none between putters.
 *
 * outcome: a b x y
 * outcome: a x b y
 * outcome: a x y b
 * outcome: x a b y
 * outcome: x a y b
 * outcome: x y a b
 */
#include <mp.h>
#include <stdio.h>
#include <string.h>

static mp_queue *queue;

static int put_letters(void *letters)
{
    for (const char *next = letters; *next; next++)
        mp_queue_put(queue, next, 1, MP_FOREVER);
    return 0;
}

int main(void)
{
    char first[] = "ab", second[] = "xy", letter;
    mp_process putters[2];
    queue = mp_queue_new(0);
    mp_process_init(&putters[0], put_letters, first);
    mp_process_init(&putters[1], put_letters, second);
    for (int i = 0; i < 2; i++)
        mp_process_start(&putters[i]);
    for (int i = 0; i < 4; i++) {
        mp_queue_get(queue, &letter, 1, NULL, MP_FOREVER);
        printf(i < 3 ? "%c " : "%c\n", letter);
    }
    return 0;
}
