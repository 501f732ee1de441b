/* SPDX-License-Identifier: MIT */
/* Ends without waiting for its child. */
#include <unistd.h>

int main(void)
{
    if (fork() == 0)
        _exit(0);
    return 0;
}
