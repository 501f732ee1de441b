/* SPDX-License-Identifier: MIT */
/* The receiver is killed anywhere: what it hadn't read it leaves to the next who reads. Killed in
 * the middle of a message it leaves half of one, after which a pipe is of no more use.
 *
 * search: complete
 * outcome: (nothing)
 * outcome: first | second
 * outcome: second
 */
#include <mp.h>
#include <stdio.h>

static mp_connection *ends[2];

static int receive_one(void *unused)
{
    char text[8];
    (void)unused;
    mp_connection_poll(ends[0], MP_FOREVER);
    return mp_connection_recv(ends[0], text, 6, NULL);
}

int main(void)
{
    char text[16];
    mp_process victim;
    mp_pipe(ends, false);
    mp_connection_send(ends[1], "first", 6);
    mp_process_init(&victim, receive_one, NULL);
    mp_process_start(&victim);
    mp_process_kill(&victim);
    mp_process_join(&victim, MP_FOREVER);
    mp_connection_send(ends[1], "second", 7);
    mp_connection_close(ends[1]);
    while (mp_connection_recv(ends[0], text, sizeof text, NULL) == MP_OK)
        puts(text);
    return 0;
}
