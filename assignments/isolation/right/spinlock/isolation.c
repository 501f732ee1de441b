/* SPDX-License-Identifier: MIT */
/* A spinlock of an atomic, right beside the value that it guards. */
#include <mp.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

struct shared {
    atomic_int lock;
    int value;
};

static int n = 100;
static int decrement_own(void *x)
{
    (void)x;
    n -= 1;
    return 0;
}

static int decrement_shared(void *x)
{
    struct shared *s = x;
    int expected = 0;
    while (!atomic_compare_exchange_weak(&s->lock, &expected, 1)) {
        expected = 0;
        sched_yield();
    }
    s->value--;
    atomic_store(&s->lock, 0);
    return 0;
}

static void run_ten(mp_target *target, void *x)
{
    mp_process processes[10];
    for (int i = 0; i < 10; i++) {
        mp_process_init(&processes[i], target, x);
        mp_process_start(&processes[i]);
    }
    for (int i = 0; i < 10; i++)
        mp_process_join(&processes[i], MP_FOREVER);
    for (int i = 0; i < 10; i++)
        mp_process_close(&processes[i]);
}

int main(void)
{
    run_ten(decrement_own, NULL);
    printf("%d\n", n);
    struct shared *s = mp_shared_new(sizeof *s);
    s->value = 100;
    run_ten(decrement_shared, s);
    printf("%d\n", s->value);
    mp_shared_free(s);
    return 0;
}
