/* SPDX-License-Identifier: MIT */
/* A long message is written piece by piece: killed between two of them its sender leaves half of
 * it, which the receiver is told.
 *
 * search: complete
 * outcome: nothing
 * outcome: half
 * outcome: whole
 */
#include <mp.h>
#include <stdio.h>

enum { LONG = 5000 };

static mp_connection *ends[2];
static char message[LONG];

static int send_long(void *unused)
{
    (void)unused;
    return mp_connection_send(ends[1], message, LONG);
}

int main(void)
{
    mp_process victim;
    mp_pipe(ends, false);
    mp_process_init(&victim, send_long, NULL);
    mp_process_start(&victim);
    mp_connection_close(ends[1]);
    mp_process_kill(&victim);
    int status = mp_connection_recv(ends[0], message, LONG, NULL);
    puts(status == MP_OK ? "whole" : status == MP_BROKEN ? "half" : "nothing");
    mp_process_join(&victim, MP_FOREVER);
    return 0;
}
