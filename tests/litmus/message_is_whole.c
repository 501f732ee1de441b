/* SPDX-License-Identifier: MIT */
/* Two messages of at most PIPE_BUF bytes are never mixed in a pipe, whoever is first.
 *
 * faults: short-io
 * outcome: a 1
 * outcome: b 1
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 3000 };

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
            return write(ends[1], message, SIZE) == SIZE ? 0 : 1;
        }
    close(ends[1]);
    while ((part = read(ends[0], both + length, sizeof both - length)) > 0)
        length += (size_t)part;
    int switches = 0;
    for (size_t i = 1; i < length; i++)
        switches += both[i] != both[i - 1];
    printf("%c %d\n", both[0], switches);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
