/* SPDX-License-Identifier: MIT */
/* Of two that make shared memory of one name with O_EXCL, one succeeds: either.
 *
 * outcome: first
 * outcome: second
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            if (shm_open("/made-once", O_CREAT | O_EXCL | O_RDWR, 0600) >= 0)
                puts(i == 0 ? "first" : "second");
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
