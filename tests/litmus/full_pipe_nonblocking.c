/* SPDX-License-Identifier: MIT */
/* With O_NONBLOCK a full pipe takes what fits, then answers EAGAIN; an empty one too.
 *
 * outcome: 65536 | EAGAIN | 65536 | EAGAIN
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(ssize_t result)
{
    if (result < 0)
        puts(errno == EAGAIN ? "EAGAIN" : "?");
    else
        printf("%zd\n", result);
}

int main(void)
{
    static char much[100000];
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    show(write(ends[1], much, sizeof much));
    show(write(ends[1], much, sizeof much));
    show(read(ends[0], much, sizeof much));
    show(read(ends[0], much, sizeof much));
    return 0;
}
