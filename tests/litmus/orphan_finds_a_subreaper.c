/* SPDX-License-Identifier: MIT */
/* A grandchild whose parent ends becomes a child of the nearest subreaper above: that one waits for
 * it, and the grandchild sees it as its parent, which it may do before too.
 *
 * search: complete
 * outcome: grandchild of its parent | grandchild | end
 * outcome: grandchild of main | grandchild | end
 * outcome: grandchild of its parent | child | end
 * outcome: grandchild of main | child | end
 */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void be_a_grandchild(pid_t first)
{
    printf("grandchild of %s\n", getppid() == first ? "main" : "its parent");
    fflush(stdout);
    _exit(1);
}

int main(void)
{
    int status, last = -1;
    pid_t first = getpid();
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
        return 1;
    if (fork() == 0) {
        if (fork() == 0)
            be_a_grandchild(first);
        _exit(2);
    }
    int count = 0;
    while (wait(&status) > 0) {
        last = WEXITSTATUS(status);
        count++;
    }
    if (count == 2)
        puts(last == 1 ? "grandchild" : "child");
    puts("end");
    return 0;
}
