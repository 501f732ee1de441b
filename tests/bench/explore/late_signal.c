/* SPDX-License-Identifier: MIT */
/* kill returns before the signal has done anything: the child may still do its work.
 *
 * depth: 1
 */
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    volatile int *done =
        mmap(NULL, sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        *done = 1;
        for (;;)
            pause();
    }
    kill(child, SIGTERM);
#ifdef FIXED
    waitpid(child, NULL, 0);
#endif
    int seen = *done;
    sleep(1);
    int seen_later = *done;
    waitpid(child, NULL, 0);
    return seen != seen_later;
}
