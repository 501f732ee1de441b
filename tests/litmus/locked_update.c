/* SPDX-License-Identifier: MIT */
/* Two processes count in a file, each under the lock: nothing is lost.
 *
 * outcome: 2
 */
#include <mp.h>
#include <stdio.h>

static mp_lock *lock;

static int count_up(void *unused)
{
    int count = 0;
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    FILE *file = fopen("count", "r+");
    if (!file || fscanf(file, "%d", &count) != 1)
        return 1;
    rewind(file);
    fprintf(file, "%d", count + 1);
    fclose(file);
    mp_lock_release(lock);
    return 0;
}

int main(void)
{
    mp_process processes[2];
    int count = -1;
    FILE *file = fopen("count", "w");
    if (!file)
        return 1;
    fputs("0", file);
    fclose(file);
    lock = mp_lock_new();
    for (int i = 0; i < 2; i++) {
        mp_process_init(&processes[i], count_up, NULL);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    file = fopen("count", "r");
    if (!file || fscanf(file, "%d", &count) != 1)
        return 1;
    printf("%d\n", count);
    return 0;
}
