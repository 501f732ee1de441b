/* SPDX-License-Identifier: MIT */
/* What goes in at one end of a socket pair comes out at the other: the messages put the accesses to
 * the counter into an order, so there is no race.
 *
 * outcome: 6
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte = 'x';
    int *counter =
        mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return 1;
    if (fork() == 0) {
        if (read(ends[1], &byte, 1) != 1)
            return 1;
        *counter += 1;
        return write(ends[1], &byte, 1) != 1;
    }
    *counter = 5;
    if (write(ends[0], &byte, 1) != 1 || read(ends[0], &byte, 1) != 1)
        return 1;
    printf("%d\n", *counter);
    wait(NULL);
    return 0;
}
