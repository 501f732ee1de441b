/* SPDX-License-Identifier: MIT */
/* Without skew a sleep lasts exactly as long as asked, on every clock.
 *
 * outcome: 2 2 2
 */
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct timespec before, after;
    struct timeval first, second;
    time_t start = time(NULL);
    clock_gettime(CLOCK_MONOTONIC, &before);
    gettimeofday(&first, NULL);
    sleep(2);
    clock_gettime(CLOCK_MONOTONIC, &after);
    gettimeofday(&second, NULL);
    printf("%d %d %d\n", (int)(time(NULL) - start), (int)(after.tv_sec - before.tv_sec),
           (int)(second.tv_sec - first.tv_sec));
    return 0;
}
