/* SPDX-License-Identifier: MIT */
/* Asks for what nobody gets here, before main and in it. */
#include <stddef.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int early;

__attribute__((constructor(101))) static void ask_early(void)
{
    early = socket(AF_UNIX, SOCK_STREAM, 0);
}

int main(void)
{
    if (fork() == 0) {
        int made = socket(AF_INET, SOCK_STREAM, 0);
        return bind(made, NULL, 0) == 0;
    }
    wait(NULL);
    return early >= 0;
}
