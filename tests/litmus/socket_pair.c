/* SPDX-License-Identifier: MIT */
/* Messages in both directions of a socket pair; its end comes when the other side closes.
 *
 * outcome: ping pong end
 */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char text[8] = "";
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        if (recv(ends[1], text, 4, MSG_WAITALL) == 4 && send(ends[1], "pong", 4, 0) == 4)
            printf("%s ", text);
        return 0;
    }
    close(ends[1]);
    if (send(ends[0], "ping", 4, 0) != 4)
        return 1;
    if (recv(ends[0], text, 4, 0) == 4)
        wait(NULL);
    printf("%s %s\n", text, recv(ends[0], text, 4, 0) == 0 ? "end" : "?");
    return 0;
}
