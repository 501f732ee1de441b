/* SPDX-License-Identifier: MIT */
/* A semaphore that is released lets in any of those who wait.
 *
 * outcome: a | b
 * outcome: b | a
 */
#include <mp.h>
#include <stdio.h>

static mp_semaphore *free_places;

static int enter(void *name)
{
    mp_semaphore_acquire(free_places, MP_FOREVER);
    puts(name);
    return 0;
}

int main(void)
{
    mp_process processes[2];
    char names[2][2] = {"a", "b"};
    free_places = mp_semaphore_new(0);
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], enter, names[i]);
        mp_process_start(&processes[i]);
    }
    mp_semaphore_release(free_places);
    mp_semaphore_release(free_places);
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    return 0;
}
