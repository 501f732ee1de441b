/* SPDX-License-Identifier: MIT */
/* With skew a sleep may be longer than asked, never shorter.
 *
 * faults: skew
 * outcome: exact
 * outcome: longer
 */
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        sleep(1);
        sleep(2);
        return 0;
    }
    time_t start = time(NULL);
    sleep(2);
    time_t length = time(NULL) - start;
    puts(length < 2 ? "short" : length == 2 ? "exact" : "longer");
    wait(NULL);
    return 0;
}
