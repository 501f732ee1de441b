/* SPDX-License-Identifier: MIT */
/* Two readers of one pipe: every byte goes to one of them, whichever.
 *
 * outcome: a:x | b:y
 * outcome: a:y | b:x
 * outcome: b:x | a:y
 * outcome: b:y | a:x
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte = '?';
    if (pipe(ends) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            if (read(ends[0], &byte, 1) == 1)
                printf("%c:%c\n", "ab"[i], byte);
            return 0;
        }
    if (write(ends[1], "xy", 2) != 2)
        return 1;
    while (wait(NULL) > 0)
        continue;
    return 0;
}
