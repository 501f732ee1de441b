/* SPDX-License-Identifier: MIT */
/* poll with a time limit: what comes earlier is seen, what comes later is not, and at the same
 * moment both may be.
 *
 * outcome: in time | late | late
 * outcome: in time | in time | late
 */
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void wait_two_seconds(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    puts(poll(&one, 1, 2000) == 1 ? "in time" : "late");
}

int main(void)
{
    for (unsigned seconds = 1; seconds <= 3; seconds++) {
        int ends[2];
        if (pipe(ends) != 0)
            return 1;
        if (fork() == 0) {
            sleep(seconds);
            return write(ends[1], "x", 1) == 1 ? 0 : 1;
        }
        wait_two_seconds(ends[0]);
        wait(NULL);
    }
    return 0;
}
