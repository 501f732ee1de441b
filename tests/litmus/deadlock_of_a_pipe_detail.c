/* SPDX-License-Identifier: MIT */
/* The report of an end of file that never comes says which processes keep the pipe's end open.
 *
 * report: detail
 * finding: descriptor-leak
 * outcome: deadlock: main waits for bytes of pipe 1, which main could still write to
 */
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0)
        return 0;
    return (int)read(ends[0], &byte, 1);
}
