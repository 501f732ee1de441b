/* SPDX-License-Identifier: MIT */
/* A relative name is one below the folder that its process has moved to: both mean the same file.
 *
 * outcome: first
 * outcome: second
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int create(const char *name)
{
    return open(name, O_CREAT | O_EXCL | O_WRONLY, 0600) >= 0;
}

int main(void)
{
    if (mkdir("inner", 0700) != 0)
        return 1;
    if (fork() == 0) {
        if (chdir("inner") == 0 && create("lock"))
            puts("first");
        return 0;
    }
    if (fork() == 0) {
        if (create("inner/lock"))
            puts("second");
        return 0;
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
