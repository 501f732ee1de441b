/* SPDX-License-Identifier: MIT */
/* Messages for which a socket has room are sent at once, also when a poll calls it full already.
 *
 * outcome: sent 12, received 12
 */
#include <stdio.h>
#include <sys/socket.h>

enum { MESSAGES = 12, SIZE = 4096 };

int main(void)
{
    int ends[2], sent = 0, received = 0;
    static char message[SIZE];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        return 1;
    while (sent < MESSAGES && send(ends[0], message, SIZE, 0) == SIZE)
        sent++;
    while (received < MESSAGES && recv(ends[1], message, SIZE, 0) == SIZE)
        received++;
    printf("sent %d, received %d\n", sent, received);
    return 0;
}
