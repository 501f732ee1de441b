/* SPDX-License-Identifier: MIT */
/* Time limits count in virtual time: nothing waits in fact.
 *
 * outcome: poll 1800 select 60
 */
#include <poll.h>
#include <stdio.h>
#include <sys/select.h>
#include <time.h>

int main(void)
{
    time_t start = time(NULL);
    poll(NULL, 0, 1800 * 1000);
    time_t between = time(NULL);
    struct timeval limit = {60, 0};
    select(0, NULL, NULL, NULL, &limit);
    printf("poll %d select %d\n", (int)(between - start), (int)(time(NULL) - between));
    return 0;
}
