/* SPDX-License-Identifier: MIT */
/* One lock keeps the long messages of the two producers apart; main closes its copy of the sending
 * end, so that end-of-file comes when both producers have closed theirs. */
#include <mp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGES = 3, LONGEST = 9000 };

static const size_t lengths[MESSAGES] = {20, LONGEST, 300};

struct message {
    int producer, number;
    char text[LONGEST];
};

static mp_connection *ends[2];
static mp_lock *lock;

static int produce(void *argument)
{
    static struct message message;
    message.producer = *(int *)argument;
    mp_connection_close(ends[0]);
    for (message.number = 0; message.number < MESSAGES; message.number++) {
        size_t length = lengths[message.number];
        memset(message.text, 'a' + message.producer, length);
        mp_lock_acquire(lock, MP_FOREVER);
        mp_connection_send(ends[1], &message, offsetof(struct message, text) + length);
        mp_lock_release(lock);
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
    size_t size;
    while (mp_connection_recv(ends[0], &message, sizeof message, &size) == MP_OK) {
        size_t length = size - offsetof(struct message, text);
        if (is_whole(&message, length))
            printf("producer %d: message %d: %zu bytes\n", message.producer, message.number,
                   length);
    }
    puts("end of file");
}

int main(void)
{
    mp_process producers[2];
    int numbers[2] = {1, 2};
    lock = mp_lock_new();
    if (!lock || mp_pipe(ends, false) != MP_OK)
        return 1;
    for (int i = 0; i < 2; i++) {
        mp_process_init(&producers[i], produce, &numbers[i]);
        mp_process_start(&producers[i]);
    }
    mp_connection_close(ends[1]);
    consume();
    for (int i = 0; i < 2; i++)
        mp_process_join(&producers[i], MP_FOREVER);
    return 0;
}
