/* SPDX-License-Identifier: MIT */
/* Makes a tree as deep as it may, without permissions.
 *
 * ends: completed, step-limit
 */
#define _GNU_SOURCE
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    for (int depth = 0; depth < 200 && mkdir("d", 0700) == 0; depth++)
        if (chdir("d") < 0)
            break;
    return chmod(".", 0);
}
