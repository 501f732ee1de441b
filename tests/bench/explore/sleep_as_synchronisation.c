/* SPDX-License-Identifier: MIT */
/* The parent sleeps long enough for the child to be done, it hopes.
 *
 * depth: 1
 * faults: skew
 */
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    volatile int *done =
        mmap(NULL, sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        usleep(1000);
        *done = 1;
        _exit(0);
    }
#ifdef FIXED
    waitpid(child, NULL, 0);
#else
    sleep(2);
#endif
    int seen = *done;
    waitpid(child, NULL, 0);
    return !seen;
}
