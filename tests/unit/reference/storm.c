/* SPDX-License-Identifier: MIT */
/* Putters and getters of one queue are killed at any moment, and replaced: after each death
 * messages must go on to move, and none may be anything but what somebody put. Usage: storm KILLS
 * MAXSIZE. */
#include <mp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORKERS = 6, LONGEST = 60000 };
static const double patience = 20; /* seconds without a message: stuck */

/* A message: its length, then bytes that are all the same. */
struct message {
    size_t length;
    unsigned char bytes[LONGEST];
};

static mp_queue *queue;
static struct {
    _Atomic long moved, damaged;
} * seen;

static size_t random_length(void)
{
    size_t content = (size_t)rand() % (rand() % 3 ? 200 : LONGEST);
    return offsetof(struct message, bytes) + content;
}

static int put_for_ever(void *seed)
{
    static struct message message;
    srand(*(unsigned *)seed);
    for (;;) {
        message.length = random_length();
        memset(message.bytes, rand(), message.length - offsetof(struct message, bytes));
        if (mp_queue_put(queue, &message, message.length, MP_FOREVER) != MP_OK)
            return 1;
    }
}

static bool is_whole(const struct message *message, size_t size)
{
    size_t content = size - offsetof(struct message, bytes);
    return message->length == size &&
           (content == 0 || memcmp(message->bytes, message->bytes + 1, content - 1) == 0);
}

static bool get_one(double timeout, int *status)
{
    static struct message message;
    size_t size;
    *status = mp_queue_get(queue, &message, sizeof message, &size, timeout);
    return *status == MP_OK && is_whole(&message, size);
}

static int get_for_ever(void *unused)
{
    (void)unused;
    for (int status;; seen->moved++)
        if (!get_one(MP_FOREVER, &status)) {
            seen->damaged++;
            return 1;
        }
}

static void start(mp_process *worker, bool puts)
{
    static unsigned seed;
    seed++;
    mp_process_init(worker, puts ? put_for_ever : get_for_ever, &seed);
    if (mp_process_start(worker) != MP_OK)
        exit(2);
}

static void end(mp_process *worker)
{
    mp_process_kill(worker);
    mp_process_join(worker, MP_FOREVER);
    mp_process_close(worker);
}

/* Until some more messages have moved, and a moment longer. False: none does. */
static bool await_progress(void)
{
    long target = seen->moved + rand() % 20;
    for (double since = mp_time(); seen->moved <= target; mp_sleep(1e-5 * (rand() % 20)))
        if (mp_time() - since > patience)
            return false;
    return true;
}

static bool rage(int kills)
{
    mp_process workers[WORKERS];
    bool moving = true;
    for (int i = 0; i < WORKERS; i++)
        start(&workers[i], i % 2);
    for (int kill = 0; kill < kills && moving; kill++) {
        int victim = rand() % WORKERS;
        moving = await_progress();
        end(&workers[victim]);
        start(&workers[victim], victim % 2);
    }
    for (int i = 0; i < WORKERS; i++)
        end(&workers[i]);
    return moving;
}

/* What is left is whole too. */
static bool drain(void)
{
    int status;
    while (get_one(0, &status))
        continue;
    return status == MP_EMPTY && mp_queue_empty(queue);
}

int main(int count, char *arguments[])
{
    if (count != 3)
        return 2;
    queue = mp_queue_new((size_t)atol(arguments[2]));
    seen = mp_shared_new(sizeof *seen);
    bool moving = rage(atoi(arguments[1])), emptied = drain();
    printf("%ld messages moved, %ld damaged%s%s\n", seen->moved, seen->damaged,
           moving ? "" : ", then none", emptied ? "" : ", not emptied");
    return moving && emptied && seen->damaged == 0 ? 0 : 1;
}
