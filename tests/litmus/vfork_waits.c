/* SPDX-License-Identifier: MIT */
/* After vfork the parent goes on when the child has ended.
 *
 * outcome: child | parent
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = vfork();
    if (child == 0) {
        if (write(STDOUT_FILENO, "child\n", 6) != 6)
            _exit(1);
        _exit(0);
    }
    puts("parent");
    waitpid(child, NULL, 0);
    return 0;
}
