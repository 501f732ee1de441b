/* SPDX-License-Identifier: MIT */
/* A FIFO that nobody opens for writing keeps its reader waiting; without blocking, a writer fails
 * with ENXIO.
 *
 * outcome: ENXIO | deadlock
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

int main(void)
{
    if (mkfifo("fifo", 0600) != 0)
        return 1;
    puts(open("fifo", O_WRONLY | O_NONBLOCK) < 0 && errno == ENXIO ? "ENXIO" : "?");
    puts(open("fifo", O_RDONLY) < 0 ? "?" : "open");
    return 0;
}
