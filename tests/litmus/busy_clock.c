/* SPDX-License-Identifier: MIT */
/* A loop that only reads the clock sees time pass, and others run meanwhile.
 *
 * budget: 20
 * outcome: child | 1
 */
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        puts("child");
        return 0;
    }
    wait(NULL);
    if (fork() == 0) {
        sleep(1);
        return 0;
    }
    time_t start = time(NULL);
    while (time(NULL) < start + 1)
        continue;
    printf("%d\n", (int)(time(NULL) - start));
    wait(NULL);
    return 0;
}
