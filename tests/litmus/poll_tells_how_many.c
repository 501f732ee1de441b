/* SPDX-License-Identifier: MIT */
/* What poll, select and epoll return is in the record as the program saw it; a pipe that was hung
 * up is no exceptional condition for select.
 *
 * outcome: 2 1 0 1
 */
#include <poll.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

int main(void)
{
    int first[2], second[2];
    if (pipe(first) != 0 || pipe(second) != 0 || write(first[1], "x", 1) != 1)
        return 1;
    close(second[1]);
    struct pollfd both[2] = {{first[0], POLLIN, 0}, {second[0], POLLIN, 0}};
    int polled = poll(both, 2, -1);

    fd_set readable, exceptional;
    FD_ZERO(&readable);
    FD_ZERO(&exceptional);
    FD_SET(first[0], &readable);
    FD_SET(second[0], &exceptional);
    int selected = select(second[0] + 1, &readable, NULL, &exceptional, NULL);

    FD_ZERO(&exceptional);
    FD_SET(second[0], &exceptional);
    struct timeval soon = {1, 0};
    int nothing = select(second[0] + 1, NULL, NULL, &exceptional, &soon);

    int watch = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(watch, EPOLL_CTL_ADD, first[0], &event);
    int watched = epoll_wait(watch, &event, 1, -1);
    printf("%d %d %d %d\n", polled, selected, nothing, watched);
    return 0;
}
