/* SPDX-License-Identifier: MIT */
/* Messages longer than PIPE_BUF may be mixed, and none of their bytes is lost.
 *
 * faults: short-io
 * outcome: whole
 * outcome: torn
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 9000 };

int main(void)
{
    static char message[SIZE], both[2 * SIZE];
    int ends[2];
    size_t length = 0;
    ssize_t part;
    if (pipe(ends) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            memset(message, "ab"[i], SIZE);
            for (size_t done = 0; done < SIZE; done += (size_t)part)
                if ((part = write(ends[1], message + done, SIZE - done)) <= 0)
                    return 1;
            return 0;
        }
    close(ends[1]);
    while ((part = read(ends[0], both + length, sizeof both - length)) > 0)
        length += (size_t)part;
    int switches = 0;
    for (size_t i = 1; i < length; i++)
        switches += both[i] != both[i - 1];
    puts(length != sizeof both ? "short" : switches == 1 ? "whole" : "torn");
    while (wait(NULL) > 0)
        continue;
    return 0;
}
