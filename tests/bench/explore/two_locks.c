/* SPDX-License-Identifier: MIT */
/* Two processes lock two files, each in the order that suits it.
 *
 * depth: 2
 */
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void lock_both(const char *first, const char *second)
{
    flock(open(first, O_CREAT | O_RDWR, 0600), LOCK_EX);
    flock(open(second, O_CREAT | O_RDWR, 0600), LOCK_EX);
    _exit(0);
}

int main(void)
{
    if (fork() == 0)
        lock_both("one", "two");
    if (fork() == 0) {
#ifdef FIXED
        lock_both("one", "two");
#else
        lock_both("two", "one");
#endif
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
