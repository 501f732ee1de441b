/* SPDX-License-Identifier: MIT */
/* The report of a deadlock calls a wait for a signal by that name.
 *
 * report: detail
 * outcome: deadlock: main waits for a signal
 */
#include <unistd.h>

int main(void)
{
    pause();
    return 0;
}
