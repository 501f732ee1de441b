/* SPDX-License-Identifier: MIT */
/* Messages of a POSIX queue come by priority; it blocks when empty and when full, and gives up at
 * its time.
 *
 * outcome: high | low
 * outcome: low | high
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 8};
    char text[8];
    mqd_t queue = mq_open("/queue", O_CREAT | O_RDWR, 0600, &attributes);
    if (queue < 0)
        return 1;
    if (fork() == 0) {
        mq_send(queue, "low", 4, 1);
        mq_send(queue, "high", 5, 2);
        return 0;
    }
    for (int i = 0; i < 2; i++)
        if (mq_receive(queue, text, sizeof text, NULL) > 0)
            puts(text);
    wait(NULL);
    return 0;
}
