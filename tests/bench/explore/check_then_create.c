/* SPDX-License-Identifier: MIT */
/* Each process looks whether the lock file is there and makes it if it isn't.
 *
 * depth: 2
 */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static void enter_once(void)
{
#ifdef FIXED
    int lock = open("lock", O_CREAT | O_EXCL | O_WRONLY, 0600);
#else
    int lock = access("lock", F_OK) == 0 ? -1 : open("lock", O_CREAT | O_WRONLY, 0600);
#endif
    _exit(lock >= 0);
}

int main(void)
{
    int status, inside = 0;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            enter_once();
    while (wait(&status) > 0)
        inside += WEXITSTATUS(status);
    return inside != 1;
}
