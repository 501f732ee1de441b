/* SPDX-License-Identifier: MIT */
/* A process is killed in the middle of an operation, while another one waits: the operation must
 * have been done or not done, and the others must be able to go on. */
#include "family.h"
#include "killing.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

/* An operation to be killed in, the process that waits for it, and what must hold afterwards. Each
 * round has fresh objects. */
struct scene {
    void (*set_up)(void);
    mp_target *waiter; /* ends with 0; NULL: nobody waits */
    void (*operation)(void *unused);
    void (*check)(mp_process *waiter);
    void (*clear)(void);
};

/* Instructions to be killed at, evenly spread when there are more: a sample, fewer where each
 * operation has many times as many. The long test defines it, and takes all. */
#ifndef PLACES
#ifdef __SANITIZE_ADDRESS__
#define PLACES 6
#else
#define PLACES 30
#endif
#endif

static void play_round(const struct scene *scene, enum pace pace, long steps)
{
    mp_process waiter;
    scene->set_up();
    if (scene->waiter) {
        start(&waiter, scene->waiter, NULL);
        await_asleep(mp_process_pid(&waiter));
    }
    kill_after(pace, steps, scene->operation, NULL);
    scene->check(&waiter);
    scene->clear();
}

/* Counting is done without a waiter; waking one takes some more. */
static long count(const struct scene *scene, enum pace pace, void (*set_up)(void))
{
    const long waking[] = {[INSTRUCTIONS] = 60, [CALLS] = 6};
    set_up();
    long steps = count_steps(pace, scene->operation, NULL);
    cr_assert_gt(steps, 0, "processes can't be traced here");
    scene->clear();
    return steps + waking[pace];
}

/* Each place of a system call, and PLACES of the instructions. For counting, `set_up` makes
 * objects on which the operation doesn't wait. */
static void play_all(const struct scene *scene, void (*set_up)(void))
{
    long calls = count(scene, CALLS, set_up);
    for (long steps = 1; steps <= calls; steps++)
        play_round(scene, CALLS, steps);
    long instructions = count(scene, INSTRUCTIONS, set_up);
    long stride = instructions / PLACES + 1;
    for (long steps = 1; steps < instructions; steps += stride)
        play_round(scene, INSTRUCTIONS, steps);
}

static void play(const struct scene *scene)
{
    play_all(scene, scene->set_up);
}

static mp_queue *queue;
static mp_lock *lock;
static mp_semaphore *semaphore;
static mp_event *event;
static mp_barrier *barrier;
static mp_condition *condition;

static void set_up_queue(void)
{
    queue = mp_queue_new(4);
}

static void clear_queue(void)
{
    mp_queue_free(queue);
}

static void put_whole(void *unused)
{
    (void)unused;
    mp_queue_put(queue, "whole", 6, MP_FOREVER);
}

static int get_whole(void *unused)
{
    (void)unused;
    char text[16] = "";
    size_t size;
    int status = mp_queue_get(queue, text, sizeof text, &size, MP_FOREVER);
    return status == MP_OK && size == 6 && strcmp(text, "whole") == 0 ? 0 : 1;
}

/* If the victim's message is there, the waiting getter gets it without further help; else it gets
 * the next. Then there is one or none left. */
static void check_put(mp_process *waiter)
{
    if (mp_queue_qsize(queue) == 0)
        put_whole(NULL);
    cr_assert_eq(end(waiter), 0);
    size_t left = mp_queue_qsize(queue);
    cr_assert_leq(left, 1);
    cr_assert(left == 0 || get_whole(NULL) == 0);
    cr_assert(mp_queue_empty(queue));
}

Test(death, of_a_putter)
{
    play(&(struct scene){set_up_queue, get_whole, put_whole, check_put, clear_queue});
}

/* A queue takes new memory, and goes on to the next, at the borders of blocks (stream.c). This
 * leaves a message up to just before a border, where only the length of another has room. */
enum { BLOCK = 16384, LENGTH = 8, LONG = 40000 };
enum { BEFORE_THE_BORDER = BLOCK - LENGTH - 2 * (LENGTH + LONG) % BLOCK - LENGTH };

static void set_up_border(void)
{
    static char message[LONG];
    queue = mp_queue_new(0);
    for (int i = 0; i < 2; i++)
        mp_queue_put(queue, message, LONG, 0);
    for (int i = 0; i < 2; i++)
        mp_queue_get(queue, message, LONG, NULL, 0);
    mp_queue_put(queue, message, BEFORE_THE_BORDER, 0);
}

/* No part of the queue's memory is used twice. */
static void check_memory(void)
{
    enum { PARTS = 10, PART = 100000 };
    static unsigned char message[PART];
    size_t size;
    for (int i = 0; i < PARTS; i++) {
        memset(message, i, PART);
        cr_assert_eq(mp_queue_put(queue, message, PART, 0), MP_OK);
    }
    for (int i = 0; i < PARTS; i++) {
        cr_assert_eq(mp_queue_get(queue, message, PART, &size, 0), MP_OK);
        cr_assert(size == PART && message[0] == i && memcmp(message, message + 1, PART - 1) == 0);
    }
    cr_assert(mp_queue_empty(queue));
}

static void check_put_across_the_border(mp_process *unused)
{
    (void)unused;
    size_t left = mp_queue_qsize(queue);
    cr_assert(left == 1 || left == 2);
    cr_assert_eq(mp_queue_get(queue, NULL, 0, NULL, 0), MP_TOO_BIG);
    cr_assert(left == 1 || get_whole(NULL) == 0);
    check_memory();
}

Test(death, of_a_putter_across_a_border)
{
    play(&(struct scene){set_up_border, NULL, put_whole, check_put_across_the_border, clear_queue});
}

static void set_up_message_across_the_border(void)
{
    set_up_border();
    put_whole(NULL);
    mp_queue_get(queue, NULL, 0, NULL, 0);
    put_whole(NULL);
}

static void get_and_forget(void *unused)
{
    get_whole(unused);
}

static void check_get_across_the_border(mp_process *unused)
{
    (void)unused;
    size_t left = mp_queue_qsize(queue);
    cr_assert(left == 1 || left == 2);
    while (left-- > 0)
        cr_assert_eq(get_whole(NULL), 0);
    check_memory();
}

Test(death, of_a_getter_across_a_border)
{
    play(&(struct scene){set_up_message_across_the_border, NULL, get_and_forget,
                         check_get_across_the_border, clear_queue});
}

static void set_up_full_queue(void)
{
    queue = mp_queue_new(1);
    put_whole(NULL);
}

static int put_another(void *unused)
{
    (void)unused;
    return mp_queue_put(queue, "whole", 6, MP_FOREVER);
}

/* If the victim's message is gone, the waiting putter goes on without further help. */
static void check_get(mp_process *waiter)
{
    if (mp_queue_qsize(queue) == 1)
        cr_assert_eq(get_whole(NULL), 0);
    cr_assert_eq(end(waiter), MP_OK);
    size_t left = mp_queue_qsize(queue);
    cr_assert_leq(left, 1);
    cr_assert(left == 0 || get_whole(NULL) == 0);
}

Test(death, of_a_getter)
{
    play(&(struct scene){set_up_full_queue, put_another, get_and_forget, check_get, clear_queue});
}

static void set_up_locks(void)
{
    lock = mp_lock_new();
    semaphore = mp_semaphore_new(0);
    condition = mp_condition_new(lock);
}

static void clear_locks(void)
{
    mp_condition_free(condition);
    mp_semaphore_free(semaphore);
    mp_lock_free(lock);
}

static void set_up_held_lock(void)
{
    set_up_locks();
    mp_lock_acquire(lock, 0);
}

static int acquire_lock(void *unused)
{
    (void)unused;
    return mp_lock_acquire(lock, MP_FOREVER);
}

static void release_lock(void *unused)
{
    (void)unused;
    mp_lock_release(lock);
}

/* The first word of a lock (permit.c) says whether it is held with somebody asleep. Then the victim
 * hadn't released it; else the waiter must end without further help. */
static void check_release(mp_process *waiter)
{
    if (*(volatile uint32_t *)lock == 0x80000000u)
        mp_lock_release(lock);
    cr_assert_eq(end(waiter), MP_OK);
    cr_assert_eq(mp_lock_acquire(lock, 0), MP_TIMEOUT, "the waiter has it");
    cr_assert_eq(mp_lock_release(lock), MP_OK);
    cr_assert_eq(mp_lock_release(lock), MP_OWNER);
}

Test(death, of_a_releaser)
{
    play(&(struct scene){set_up_held_lock, acquire_lock, release_lock, check_release, clear_locks});
}

static int acquire_semaphore(void *unused)
{
    (void)unused;
    return mp_semaphore_acquire(semaphore, MP_FOREVER);
}

static void release_semaphore(void *unused)
{
    (void)unused;
    mp_semaphore_release(semaphore);
}

static void check_semaphore(mp_process *waiter)
{
    mp_semaphore_release(semaphore);
    cr_assert_eq(end(waiter), MP_OK);
    mp_semaphore_acquire(semaphore, 0);
    cr_assert_eq(mp_semaphore_acquire(semaphore, 0), MP_TIMEOUT);
}

Test(death, of_a_semaphores_releaser)
{
    play(&(struct scene){set_up_locks, acquire_semaphore, release_semaphore, check_semaphore,
                         clear_locks});
}

static void set_up_event(void)
{
    event = mp_event_new();
}

static void clear_event(void)
{
    mp_event_free(event);
}

static int wait_for_event(void *unused)
{
    (void)unused;
    return mp_event_wait(event, MP_FOREVER);
}

static void set_event(void *unused)
{
    (void)unused;
    mp_event_set(event);
}

/* If the event is set, the waiter must have been woken without further help. */
static void check_event(mp_process *waiter)
{
    if (!mp_event_is_set(event))
        mp_event_set(event);
    cr_assert_eq(end(waiter), MP_OK);
}

Test(death, of_a_setter)
{
    play(&(struct scene){set_up_event, wait_for_event, set_event, check_event, clear_event});
}

static void set_up_barrier(void)
{
    barrier = mp_barrier_new(2);
}

static void clear_barrier(void)
{
    mp_barrier_free(barrier);
}

static int meet(void *unused)
{
    (void)unused;
    return mp_barrier_wait(barrier, MP_FOREVER, NULL);
}

static void meet_and_forget(void *unused)
{
    meet(unused);
}

/* The second word of a barrier (barrier.c) counts its openings. If the victim has come, the waiter
 * goes on without further help; else it still waits for a second party. */
static void check_barrier(mp_process *waiter)
{
    if (((volatile uint32_t *)barrier)[1] == 0)
        cr_assert_eq(mp_barrier_wait(barrier, PATIENCE, NULL), MP_OK);
    cr_assert_eq(end(waiter), MP_OK);
}

static void set_up_barrier_for_counting(void)
{
    barrier = mp_barrier_new(1);
}

Test(death, of_the_last_to_come)
{
    struct scene scene = {set_up_barrier, meet, meet_and_forget, check_barrier, clear_barrier};
    play_all(&scene, set_up_barrier_for_counting);
}

static int wait_notified(void *unused)
{
    (void)unused;
    int status = -1;
    MP_WITH_LOCK(lock)
    {
        status = mp_condition_wait(condition, MP_FOREVER);
    }
    return status;
}

/* The notifier is killed inside notify: it dies holding the lock, which somebody else then frees.
 */
static void notify_one(void *unused)
{
    (void)unused;
    mp_lock_acquire(lock, MP_FOREVER);
    mp_condition_notify(condition, 1);
}

static void check_notify(mp_process *waiter)
{
    mp_lock_release(lock);
    if (mp_process_join(waiter, 0.002) == MP_TIMEOUT)
        MP_WITH_LOCK(lock)
        {
            mp_condition_notify(condition, 1);
        }
    cr_assert_eq(end(waiter), MP_OK);
}

Test(death, of_a_notifier)
{
    play(&(struct scene){set_up_locks, wait_notified, notify_one, check_notify, clear_locks});
}
