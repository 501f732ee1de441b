/* SPDX-License-Identifier: MIT */
/* Several messages are sent and received by one call: as many as there are, at least one.
 *
 * outcome: 1 ab
 * outcome: 2 ab
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2], count = 0, calls = 0;
    char text[3] = "";
    struct iovec parts[2];
    struct mmsghdr messages[2] = {0};
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0)
        return 1;
    for (int i = 0; i < 2; i++) {
        parts[i] = (struct iovec){&"ab"[i], 1};
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    if (fork() == 0)
        return sendmmsg(ends[1], messages, 2, 0) != 2;
    for (int got; count < 2; count += got, calls++) {
        for (int i = 0; count + i < 2; i++)
            parts[i] = (struct iovec){&text[count + i], 1};
        got = recvmmsg(ends[0], messages, (unsigned)(2 - count), MSG_WAITFORONE, NULL);
        if (got < 1)
            return 1;
    }
    wait(NULL);
    printf("%d %s\n", calls, text);
    return 0;
}
