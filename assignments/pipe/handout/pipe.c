/* SPDX-License-Identifier: MIT */
/* pipe: two producers, one consumer, one pipe. See README.md. */
#include <mp.h>
#include <stdio.h>

static mp_connection *ends[2];

static int produce(void *argument)
{
    int producer = *(int *)argument;
    mp_connection_send(ends[1], &producer, sizeof producer); /* one message, and a short one */
    return 0;
}

int main(void)
{
    mp_process producers[2];
    int numbers[2] = {1, 2}, producer;
    size_t size;
    if (mp_pipe(ends, false) != MP_OK)
        return 1;
    for (int i = 0; i < 2; i++) {
        mp_process_init(&producers[i], produce, &numbers[i]);
        mp_process_start(&producers[i]);
    }
    for (int i = 0; i < 2; i++) {
        mp_connection_recv(ends[0], &producer, sizeof producer, &size);
        printf("producer %d: message 0: %zu bytes\n", producer, size);
    }
    for (int i = 0; i < 2; i++)
        mp_process_join(&producers[i], MP_FOREVER);
    return 0;
}
