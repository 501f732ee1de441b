/* SPDX-License-Identifier: MIT */
/* Who fills a pipe that nobody reads waits for ever.
 *
 * outcome: deadlock
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    static char much[100000];
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    if (write(ends[1], much, sizeof much) > 0)
        puts("written");
    return 0;
}
