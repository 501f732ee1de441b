/* SPDX-License-Identifier: MIT */
/* The parent takes it that its children end in the order in which it made them.
 *
 * depth: 1
 */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int failed = 0;
    pid_t children[2];
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(i + 1);
    }
    for (int i = 0; i < 2; i++) {
        int status = 0;
#ifdef FIXED
        waitpid(children[i], &status, 0);
#else
        wait(&status);
#endif
        failed |= WEXITSTATUS(status) != i + 1;
    }
    return failed;
}
