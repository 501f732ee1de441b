/* SPDX-License-Identifier: MIT */
/* The consumer collects what it got and prints everything in one piece at the end; a semaphore is
 * the lock, and the producers leave closing to their end. */
#include <mp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGES = 3, LONGEST = 9000 };

static const size_t lengths[MESSAGES] = {LONGEST, 7000, 1};

struct message {
    int producer, number;
    char text[LONGEST];
};

static mp_connection *ends[2];
static mp_semaphore *turn;

static int produce(void *argument)
{
    static struct message message;
    message.producer = *(int *)argument;
    for (message.number = 0; message.number < MESSAGES; message.number++) {
        size_t length = lengths[message.number];
        memset(message.text, 'a' + message.producer, length);
        mp_semaphore_acquire(turn, MP_FOREVER);
        mp_connection_send(ends[1], &message, offsetof(struct message, text) + length);
        mp_semaphore_release(turn);
    }
    return 0;
}

/* Are all bytes of the message its producer's? */
static bool is_whole(const struct message *message, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (message->text[i] != 'a' + message->producer)
            return false;
    }
    return true;
}

static void consume(void)
{
    static struct message message;
    static char report[1024];
    size_t size, used = 0;
    while (mp_connection_recv(ends[0], &message, sizeof message, &size) != MP_EOF) {
        size_t length = size - offsetof(struct message, text);
        if (!is_whole(&message, length))
            exit(1);
        used += (size_t)snprintf(report + used, sizeof report - used,
                                 "producer %d: message %d: %zu bytes\n", message.producer,
                                 message.number, length);
    }
    printf("%send of file\n", report);
}

int main(void)
{
    static mp_process producers[2];
    static int numbers[2] = {1, 2};
    turn = mp_semaphore_new(1);
    if (!turn || mp_pipe(ends, false) != MP_OK)
        return 1;
    for (int i = 0; i < 2; i++) {
        mp_process_init(&producers[i], produce, &numbers[i]);
        mp_process_start(&producers[i]);
    }
    mp_connection_close(ends[1]);
    consume();
    return 0;
}
