/* SPDX-License-Identifier: MIT */
/* Of two short messages of a process that is killed anywhere the first, both or none arrive, whole;
 * then comes the end.
 *
 * budget: 400
 * search: complete
 * outcome: end
 * outcome: first | end
 * outcome: first | second | end
 */
#include <mp.h>
#include <stdio.h>

static mp_connection *ends[2];

static int send_two(void *unused)
{
    (void)unused;
    mp_connection_send(ends[1], "first", 6);
    return mp_connection_send(ends[1], "second", 7);
}

int main(void)
{
    char text[8];
    int status;
    mp_process victim;
    mp_pipe(ends, false);
    mp_process_init(&victim, send_two, NULL);
    mp_process_start(&victim);
    mp_connection_close(ends[1]);
    mp_process_kill(&victim);
    while ((status = mp_connection_recv(ends[0], text, sizeof text, NULL)) == MP_OK)
        puts(text);
    puts(status == MP_EOF ? "end" : mp_strerror(status));
    mp_process_join(&victim, MP_FOREVER);
    return 0;
}
