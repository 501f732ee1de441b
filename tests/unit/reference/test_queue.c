/* SPDX-License-Identifier: MIT */
/* Queues. After CPython's _TestQueue. */
#include "family.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static mp_queue *queue;

static void put_number(int number)
{
    cr_assert_eq(mp_queue_put(queue, &number, sizeof number, PATIENCE), MP_OK);
}

static int get_number(void)
{
    int number = -1;
    size_t size = 0;
    cr_assert_eq(mp_queue_get(queue, &number, sizeof number, &size, PATIENCE), MP_OK);
    cr_assert_eq(size, sizeof number);
    return number;
}

static void make_three(void)
{
    queue = mp_queue_new(3);
}

static void free_queue(void)
{
    mp_queue_free(queue);
}

TestSuite(queue, .init = make_three, .fini = free_queue);

Test(queue, of_the_lecture)
{
    int four = 4;
    cr_assert(mp_queue_empty(queue));
    for (int i = 1; i <= 3; i++)
        put_number(i);
    cr_assert(mp_queue_full(queue));
    cr_assert_eq(mp_queue_qsize(queue), 3);
    cr_assert_eq(mp_queue_put_nowait(queue, &four, sizeof four), MP_FULL);
    cr_assert_eq(mp_queue_put(queue, &four, sizeof four, 0.01), MP_FULL);
    cr_assert_eq(mp_queue_put(queue, &four, sizeof four, -5.0), MP_FULL);
    for (int i = 1; i <= 3; i++)
        cr_assert_eq(get_number(), i);
    cr_assert_eq(mp_queue_get_nowait(queue, &four, sizeof four, NULL), MP_EMPTY);
    cr_assert_eq(mp_queue_get(queue, &four, sizeof four, NULL, 0.01), MP_EMPTY);
    cr_assert_eq(mp_queue_get(queue, &four, sizeof four, NULL, -5.0), MP_EMPTY);
    cr_assert(mp_queue_empty(queue));
    cr_assert_not(mp_queue_full(queue));
}

Test(queue, waiting_ends_with_the_timeout)
{
    char byte;
    double before = mp_time();
    cr_assert_eq(mp_queue_get(queue, &byte, 1, NULL, 0.02), MP_EMPTY);
    cr_assert_geq(mp_time() - before, 0.02);
}

Test(queue, copies_at_put)
{
    char text[] = "before";
    mp_queue_put(queue, text, sizeof text, 0);
    strcpy(text, "after!");
    mp_queue_get(queue, text, sizeof text, NULL, 0);
    cr_assert_str_eq(text, "before");
}

Test(queue, message_too_big_for_the_buffer_is_consumed)
{
    size_t size = 0;
    char buffer[4];
    mp_queue_put(queue, "abcdefgh", 8, 0);
    put_number(9);
    cr_assert_eq(mp_queue_get(queue, buffer, sizeof buffer, &size, 0), MP_TOO_BIG);
    cr_assert_eq(size, 8);
    cr_assert_eq(get_number(), 9);
}

Test(queue, messages_of_every_size)
{
    const size_t largest = (size_t)20 << 20, sizes[] = {0, 1, 7, 8, 9, 100000, largest};
    unsigned char *sent = malloc(largest), *got = malloc(largest);
    for (size_t i = 0; i < largest; i++)
        sent[i] = (unsigned char)(i * 7 + i / 251);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = 1;
        cr_assert_eq(mp_queue_put(queue, sent, sizes[i], 0), MP_OK);
        cr_assert_eq(mp_queue_get(queue, got, largest, &size, 0), MP_OK);
        cr_assert_eq(size, sizes[i]);
        cr_assert_eq(memcmp(sent, got, size), 0);
    }
    free(sent);
    free(got);
}

/* Messages that don't divide the ring, kept from ever emptying it, so that they wrap around. */
Test(queue, wraps_around)
{
    enum { SIZE = 1000003, ROUNDS = 100 };
    unsigned char *message = malloc(SIZE);
    memset(message, 0, SIZE);
    mp_queue_put(queue, message, SIZE, 0);
    for (int i = 1; i <= ROUNDS; i++) {
        memset(message, i, SIZE);
        cr_assert_eq(mp_queue_put(queue, message, SIZE, 0), MP_OK);
        cr_assert_eq(mp_queue_get(queue, message, SIZE, NULL, 0), MP_OK);
        cr_assert_eq(message[0], i - 1);
        cr_assert_eq(memcmp(message, message + 1, SIZE - 1), 0);
    }
    free(message);
}

Test(queue, without_limit_holds_what_its_memory_holds)
{
    const size_t quarter = (size_t)8 << 20;
    mp_queue *unlimited = mp_queue_new(0);
    char *message = calloc(1, (size_t)33 << 20);
    cr_assert_eq(mp_queue_put(unlimited, message, (size_t)33 << 20, 0), MP_TOO_BIG);
    for (int i = 0; i < 3; i++)
        cr_assert_eq(mp_queue_put(unlimited, message, quarter, 0), MP_OK);
    cr_assert_eq(mp_queue_put(unlimited, message, quarter, 0), MP_FULL, "the headers");
    cr_assert_not(mp_queue_full(unlimited), "a short message still fits");
    free(message);
    mp_queue_free(unlimited);
}

/* Wherever earlier messages have left the end of the stream, in a block or between two. */
Test(queue, without_messages_has_room_for_the_longest)
{
    const size_t before[] = {1, 16368, 16376, 16384, 5000}, most = 2047 * 16384 - 8;
    mp_queue *unlimited = mp_queue_new(0);
    char *message = calloc(1, most + 1);
    cr_assert_eq(mp_queue_put_nowait(unlimited, message, most + 1), MP_TOO_BIG);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        cr_assert_eq(mp_queue_put_nowait(unlimited, message, before[i]), MP_OK);
        cr_assert_eq(mp_queue_get_nowait(unlimited, message, most, NULL), MP_OK);
        cr_assert_eq(mp_queue_put_nowait(unlimited, message, most), MP_OK);
        cr_assert_eq(mp_queue_get_nowait(unlimited, message, most, NULL), MP_OK);
    }
    free(message);
    mp_queue_free(unlimited);
}

/* What a queue should do, in the simplest way: a list. */
struct model {
    size_t sizes[64];
    size_t first, count;
};

enum { CUT = 3 << 20 };

static bool put_random(mp_queue *unlimited, struct model *model, char *message)
{
    size_t size = (size_t)rand() % (rand() % 4 ? 100 : CUT);
    if (model->count == 64)
        return false;
    memset(message, (int)(size % 251), size);
    if (mp_queue_put_nowait(unlimited, message, size) != MP_OK)
        return false;
    model->sizes[(model->first + model->count++) % 64] = size;
    return true;
}

static void get_and_compare(mp_queue *unlimited, struct model *model, char *message)
{
    size_t size, expected = model->sizes[model->first];
    model->first = (model->first + 1) % 64;
    model->count--;
    cr_assert_eq(mp_queue_get_nowait(unlimited, message, CUT, &size), MP_OK);
    cr_assert_eq(size, expected);
    for (size_t i = 0; i < size; i += 509)
        cr_assert_eq((unsigned char)message[i], size % 251);
}

/* Sizes at random, so that messages lie in every way around the end of the memory. */
Test(queue, behaves_like_a_list)
{
    mp_queue *unlimited = mp_queue_new(0);
    struct model model = {.count = 0};
    char *message = malloc(CUT);
    srand(1);
    for (int round = 0; round < 60; round++) {
        size_t puts = (size_t)rand() % 64, gets = (size_t)rand() % 64;
        while (puts-- > 0 && put_random(unlimited, &model, message))
            continue;
        while (gets-- > 0 && model.count > 0)
            get_and_compare(unlimited, &model, message);
        cr_assert_eq(mp_queue_qsize(unlimited), model.count);
    }
    free(message);
    mp_queue_free(unlimited);
}

static long page_faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

/* Never empty, never more than two long messages in it: 64 MiB go through the lap that is always
 * used in turn, of 1024 pages. */
Test(queue, touches_what_it_holds_and_not_what_it_has_held)
{
    enum { SIZE = 65536, ROUNDS = 1000 };
    mp_queue *unlimited = mp_queue_new(0);
    char *message = calloc(1, SIZE);
    long before = page_faults();
    mp_queue_put(unlimited, message, SIZE, MP_FOREVER);
    for (int i = 0; i < ROUNDS; i++) {
        cr_assert_eq(mp_queue_put(unlimited, message, SIZE, MP_FOREVER), MP_OK);
        cr_assert_eq(mp_queue_get(unlimited, message, SIZE, NULL, MP_FOREVER), MP_OK);
    }
    cr_assert_lt(page_faults() - before, 1280);
    free(message);
    mp_queue_free(unlimited);
}

static int put_until_far_ahead(void *unlimited)
{
    static char message[65536];
    for (int i = 0; i < 100; i++)
        if (mp_queue_put(unlimited, message, sizeof message, MP_FOREVER) != MP_OK)
            return 1;
    return 0;
}

/* Letting a getter go first is a courtesy: with no getter left the putter goes on. */
Test(queue, without_limit_holds_nobody_up)
{
    static char message[65536];
    mp_queue *unlimited = mp_queue_new(0);
    cr_assert_eq(run(put_until_far_ahead, unlimited), 0, "nobody has ever got anything");
    cr_assert_eq(mp_queue_get(unlimited, message, sizeof message, NULL, 0), MP_OK);
    cr_assert_eq(run(put_until_far_ahead, unlimited), 0, "somebody has");
    cr_assert_eq(mp_queue_qsize(unlimited), 199);
    mp_queue_free(unlimited);
}

static int get_in_order(void *unused)
{
    (void)unused;
    for (int i = 0; i < 20; i++)
        if (get_number() != i)
            return 1;
    return mp_queue_empty(queue) ? 0 : 2;
}

Test(queue, what_was_put_before_the_fork_is_there_once)
{
    mp_queue_free(queue);
    queue = mp_queue_new(0);
    for (int i = 0; i < 10; i++)
        put_number(i);
    mp_process process;
    start(&process, get_in_order, NULL);
    for (int i = 10; i < 20; i++)
        put_number(i);
    cr_assert_eq(end(&process), 0);
}

static int put_four(void *unused)
{
    (void)unused;
    for (int i = 0; i < 4; i++)
        if (mp_queue_put(queue, &i, sizeof i, MP_FOREVER) != MP_OK)
            return 1;
    return 0;
}

Test(queue, a_full_one_holds_up_its_putter)
{
    mp_process process;
    start(&process, put_four, NULL);
    await_asleep(mp_process_pid(&process));
    cr_assert_eq(mp_queue_qsize(queue), 3);
    for (int i = 0; i < 4; i++)
        cr_assert_eq(get_number(), i);
    cr_assert_eq(end(&process), 0);
}

static int get_one(void *unused)
{
    (void)unused;
    return get_number();
}

Test(queue, an_empty_one_holds_up_its_getters)
{
    mp_process first, second;
    start(&first, get_one, NULL);
    start(&second, get_one, NULL);
    await_asleep(mp_process_pid(&first));
    await_asleep(mp_process_pid(&second));
    put_number(5);
    put_number(6);
    cr_assert_eq(end(&first) + end(&second), 11);
}

Test(queue, outlives_a_killed_getter)
{
    mp_process victim, other;
    start(&victim, get_one, NULL);
    start(&other, get_one, NULL);
    await_asleep(mp_process_pid(&victim));
    await_asleep(mp_process_pid(&other));
    mp_process_kill(&victim);
    cr_assert_eq(end(&victim), -SIGKILL);
    put_number(7);
    cr_assert_eq(end(&other), 7);
}

enum { PUTTERS = 3, GETTERS = 3, MESSAGES = 2000 };

struct message {
    int putter, number;
};

static int put_messages(void *putter)
{
    struct message message = {*(int *)putter, 0};
    for (; message.number < MESSAGES; message.number++)
        if (mp_queue_put(queue, &message, sizeof message, MP_FOREVER) != MP_OK)
            return 1;
    return 0;
}

/* Until the first empty message; each putter's messages must come in their order. */
static int get_messages(void *got)
{
    struct message message;
    size_t size;
    int next[PUTTERS] = {0};
    while (mp_queue_get(queue, &message, sizeof message, &size, MP_FOREVER) == MP_OK && size > 0) {
        if (size != sizeof message || message.number < next[message.putter])
            return 1;
        next[message.putter] = message.number + 1;
        __atomic_fetch_add((int *)got, 1, __ATOMIC_RELAXED);
    }
    return 0;
}

Test(queue, loses_and_doubles_nothing)
{
    int ids[PUTTERS], *got = mp_shared_new(sizeof *got);
    mp_process putters[PUTTERS], getters[GETTERS];
    for (int i = 0; i < GETTERS; i++)
        start(&getters[i], get_messages, got);
    for (int i = 0; i < PUTTERS; i++) {
        ids[i] = i;
        start(&putters[i], put_messages, &ids[i]);
    }
    for (int i = 0; i < PUTTERS; i++)
        cr_assert_eq(end(&putters[i]), 0);
    for (int i = 0; i < GETTERS; i++)
        mp_queue_put(queue, NULL, 0, PATIENCE);
    for (int i = 0; i < GETTERS; i++)
        cr_assert_eq(end(&getters[i]), 0);
    cr_assert_eq(*got, PUTTERS * MESSAGES);
    cr_assert(mp_queue_empty(queue));
    mp_shared_free(got);
}

static int work_off(void *unused)
{
    (void)unused;
    int task;
    while (mp_queue_get(queue, &task, sizeof task, NULL, MP_FOREVER) == MP_OK && task >= 0)
        mp_queue_task_done(queue);
    return 0;
}

Test(queue, join_waits_for_every_task)
{
    mp_process workers[4];
    cr_assert_eq(mp_queue_join(queue, 0), MP_OK, "there is nothing to do");
    put_number(0);
    cr_assert_eq(mp_queue_join(queue, 0), MP_TIMEOUT);
    cr_assert_eq(mp_queue_join(queue, 0.01), MP_TIMEOUT);
    for (int i = 0; i < 4; i++)
        start(&workers[i], work_off, NULL);
    for (int i = 0; i < 10; i++)
        put_number(i);
    cr_assert_eq(mp_queue_join(queue, PATIENCE), MP_OK);
    cr_assert(mp_queue_empty(queue));
    cr_assert_eq(mp_queue_task_done(queue), MP_OWNER);
    for (int i = 0; i < 4; i++)
        put_number(-1);
    for (int i = 0; i < 4; i++)
        cr_assert_eq(end(&workers[i]), 0);
}

static int close_and_leave(void *unused)
{
    (void)unused;
    mp_queue_close(queue);
    return 0;
}

Test(queue, close_concerns_one_process)
{
    int number = 0;
    cr_assert_eq(run(close_and_leave, NULL), 0);
    put_number(1);
    mp_queue_close(queue);
    mp_queue_close(queue);
    cr_assert_eq(mp_queue_put(queue, &number, sizeof number, 0), MP_STATE);
    cr_assert_eq(mp_queue_put_nowait(queue, &number, sizeof number), MP_STATE);
    cr_assert_eq(mp_queue_get(queue, &number, sizeof number, NULL, 0), MP_STATE);
    cr_assert_eq(mp_queue_get_nowait(queue, &number, sizeof number, NULL), MP_STATE);
    cr_assert_not(mp_queue_empty(queue));
}
