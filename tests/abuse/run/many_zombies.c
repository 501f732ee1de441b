/* SPDX-License-Identifier: MIT */
/* Never waits for its children.
 *
 * ends: completed, limit
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 12; i++)
        if (fork() == 0)
            _exit(0);
    return 0;
}
