/* SPDX-License-Identifier: MIT */
/* queue: lets several processes use a student's queue, each by a script of its own.
 *
 *     driver CAPACITY ITEM_SIZE MAIN_SCRIPT [SCRIPT...]
 *
 * A script is words: put, get (for ever), put:0.5, get:0.5 (with a timeout), put!, get! (without
 * waiting), size, close, drain (get until there is nothing), nap:1, poke:2 (signals child 2, whose
 * handler does nothing), renew:25 (makes, uses and destroys so many other queues). Main runs its
 * script beside the children, waits for them, and drains the queue. Before and after each call a
 * note tells the oracle what was asked and answered. Each item carries its number in all of its
 * bytes, so that mixed ones are known. */
#include "bounded_queue.h"
#include <probe.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_CHILDREN = 16, GUARD_BYTES = 16, GUARD = 0x5a, NOW = 0 };

struct user {
    bounded_queue *queue;
    size_t capacity, item_size;
    unsigned char *buffer; /* an item and the guard behind it */
    int number;            /* 0: main */
    int puts;              /* so far */
};

static pid_t children[MOST_CHILDREN];

static const char *status_name(int status)
{
    static const char *const names[] = {
        [MP_OK] = "ok",   [MP_FULL] = "full",     [MP_EMPTY] = "empty",  [MP_TIMEOUT] = "timeout",
        [MP_EOF] = "eof", [MP_BROKEN] = "broken", [MP_SYSTEM] = "system"};
    size_t count = sizeof names / sizeof *names;
    return status >= 0 && (size_t)status < count && names[status] ? names[status] : "other";
}

static unsigned char byte_of(int item, size_t place)
{
    return (unsigned char)((size_t)item * 37 + place * 11);
}

static void fill(const struct user *user, int item)
{
    for (size_t i = 0; i < user->item_size; i++)
        user->buffer[i] = byte_of(item, i);
    memcpy(user->buffer, &item, sizeof item);
}

/* The number of the item in the buffer; -1 when it is no whole item. */
static int recognise(const struct user *user)
{
    int item;
    memcpy(&item, user->buffer, sizeof item);
    for (size_t i = sizeof item; i < user->item_size; i++) {
        if (user->buffer[i] != byte_of(item, i))
            return -1;
    }
    for (size_t i = 0; i < GUARD_BYTES; i++) {
        if (user->buffer[user->item_size + i] != GUARD)
            return -1;
    }
    return item;
}

static void put(struct user *user, double timeout)
{
    int item = (user->number + 1) * 100 + ++user->puts;
    fill(user, item);
    probe_note("begin put %d %g", item, timeout);
    int status = timeout == NOW ? bounded_queue_put_nowait(user->queue, user->buffer)
                                : bounded_queue_put(user->queue, user->buffer, timeout);
    probe_note("end put %d %s", item, status_name(status));
    memset(user->buffer, 0xee, user->item_size); /* the queue must have its own copy by now */
}

static int get_item(struct user *user, double timeout)
{
    memset(user->buffer, 0xaa, user->item_size);
    probe_note("begin get 0 %g", timeout);
    int status = timeout == NOW ? bounded_queue_get_nowait(user->queue, user->buffer)
                                : bounded_queue_get(user->queue, user->buffer, timeout);
    probe_note("end get %d %s", status == MP_OK ? recognise(user) : 0, status_name(status));
    return status;
}

static void get(struct user *user, double timeout)
{
    get_item(user, timeout);
}

static void drain(struct user *user, double timeout)
{
    while (get_item(user, timeout) == MP_OK)
        ;
}

static void size(struct user *user, double unused)
{
    (void)unused;
    probe_note("begin size 0 0");
    size_t answer = bounded_queue_size(user->queue);
    probe_note("end size %zu ok", answer);
}

static void close_queue(struct user *user, double unused)
{
    (void)unused;
    probe_note("begin close 0 0");
    bounded_queue_close(user->queue);
    probe_note("end close 0 ok");
}

static void nap(struct user *user, double seconds)
{
    (void)user;
    mp_sleep(seconds);
}

static void poke(struct user *user, double child)
{
    (void)user;
    kill(children[(int)child], SIGUSR1);
}

static void renew(struct user *user, double times)
{
    int made = 0;
    for (; made < (int)times; made++) {
        bounded_queue *queue = bounded_queue_create(user->capacity, user->item_size);
        if (!queue)
            break;
        bounded_queue_put_nowait(queue, user->buffer);
        bounded_queue_get_nowait(queue, user->buffer);
        bounded_queue_destroy(queue);
    }
    probe_note("renewed %d %d", made, (int)times);
}

static const struct {
    const char *name;
    void (*act)(struct user *user, double value);
} actions[] = {{"put", put},           {"get", get}, {"drain", drain}, {"size", size},
               {"close", close_queue}, {"nap", nap}, {"poke", poke},   {"renew", renew}};

static void act(struct user *user, const char *word)
{
    size_t length = strcspn(word, ":!");
    double value = word[length] == ':' ? strtod(word + length + 1, NULL) : MP_FOREVER;
    if (word[length] == '!')
        value = NOW;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strlen(actions[i].name) == length && strncmp(word, actions[i].name, length) == 0)
            actions[i].act(user, value);
    }
}

static void follow(struct user *user, char *script)
{
    char *rest = NULL;
    user->buffer = malloc(user->item_size + GUARD_BYTES);
    memset(user->buffer, GUARD, user->item_size + GUARD_BYTES);
    for (char *word = strtok_r(script, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        act(user, word);
}

static void nothing(int number)
{
    (void)number;
}

static void start(struct user user, int number, char *script)
{
    children[number] = fork();
    if (children[number] != 0)
        return;
    user.number = number;
    follow(&user, script);
    bounded_queue_destroy(user.queue);
    _exit(0);
}

static int await_children(int count)
{
    int failed = 0;
    for (int i = 1; i <= count; i++) {
        int status;
        while (waitpid(children[i], &status, 0) < 0 && errno == EINTR)
            ;
        failed |= status != 0;
    }
    return failed;
}

int main(int count, char **arguments)
{
    struct sigaction harmless = {.sa_handler = nothing}; /* no SA_RESTART */
    if (count < 4 || count - 4 >= MOST_CHILDREN)
        return 2;
    struct user user = {.capacity = strtoul(arguments[1], NULL, 10),
                        .item_size = strtoul(arguments[2], NULL, 10)};
    sigaction(SIGUSR1, &harmless, NULL);
    user.queue = bounded_queue_create(user.capacity, user.item_size);
    if (!user.queue)
        return 3;
    for (int i = 4; i < count; i++)
        start(user, i - 3, arguments[i]);
    follow(&user, arguments[3]);
    int failed = await_children(count - 4);
    size(&user, 0);
    drain(&user, NOW);
    bounded_queue_destroy(user.queue);
    return failed;
}
