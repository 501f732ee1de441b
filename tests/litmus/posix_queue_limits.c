/* SPDX-License-Identifier: MIT */
/* A full POSIX queue makes the sender wait; a timed receive gives up at its time.
 *
 * outcome: ETIMEDOUT 2 | 3
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 8};
    char text[8];
    int received = 0;
    mqd_t queue = mq_open("/queue", O_CREAT | O_RDWR, 0600, &attributes);
    if (queue < 0)
        return 1;
    time_t start = time(NULL);
    struct timespec limit = {start + 2, 0};
    ssize_t got = mq_timedreceive(queue, text, sizeof text, NULL, &limit);
    printf("%s %d\n", got < 0 && errno == ETIMEDOUT ? "ETIMEDOUT" : "?", (int)(time(NULL) - start));
    if (fork() == 0) {
        for (int i = 0; i < 3; i++)
            mq_send(queue, "x", 2, 0);
        return 0;
    }
    for (int i = 0; i < 3; i++)
        received += mq_receive(queue, text, sizeof text, NULL) == 2;
    printf("%d\n", received);
    wait(NULL);
    return 0;
}
