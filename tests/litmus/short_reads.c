/* SPDX-License-Identifier: MIT */
/* With the fault a read from a pipe may return less than is there; what is left comes later.
 *
 * faults: short-io
 * outcome: 100
 * outcome: less
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char buffer[100] = {0};
    int ends[2];
    if (pipe(ends) != 0 || write(ends[1], buffer, 100) != 100)
        return 1;
    close(ends[1]);
    ssize_t first = read(ends[0], buffer, 100), all = first, part;
    while ((part = read(ends[0], buffer, 100)) > 0)
        all += part;
    puts(all != 100 ? "lost" : first == 100 ? "100" : "less");
    return 0;
}
