/* SPDX-License-Identifier: MIT */
/* An eventfd is read when it isn't zero, and then holds the sum.
 *
 * outcome: 3
 * outcome: 1 2
 * outcome: 2 1
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    uint64_t sum = 0, part = 0;
    int event = eventfd(0, 0);
    for (uint64_t i = 1; i <= 2; i++)
        if (fork() == 0)
            return write(event, &i, sizeof i) != sizeof i;
    while (sum < 3) {
        if (read(event, &part, sizeof part) != sizeof part)
            return 1;
        sum += part;
        printf("%s%d", sum > part ? " " : "", (int)part);
    }
    puts("");
    while (wait(NULL) > 0)
        continue;
    return 0;
}
