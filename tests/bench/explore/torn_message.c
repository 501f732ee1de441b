/* SPDX-License-Identifier: MIT */
/* Two processes send long messages through one pipe, which keeps only short ones whole.
 *
 * depth: 2
 */
#include <limits.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef FIXED
enum { LENGTH = PIPE_BUF };
#else
enum { LENGTH = 20 * PIPE_BUF };
#endif

static char message[LENGTH];

static void send_all(int end, char letter)
{
    memset(message, letter, sizeof message);
    for (size_t sent = 0; sent < sizeof message;) {
        ssize_t part = write(end, message + sent, sizeof message - sent);
        if (part < 0)
            _exit(1);
        sent += (size_t)part;
    }
    _exit(0);
}

static int receive_one(int end)
{
    for (size_t got = 0; got < sizeof message;) {
        ssize_t part = read(end, message + got, sizeof message - got);
        if (part <= 0)
            return 1;
        got += (size_t)part;
    }
    for (size_t i = 1; i < sizeof message; i++)
        if (message[i] != message[0])
            return 1;
    return 0;
}

int main(void)
{
    int ends[2], failed = 0;
    if (pipe(ends) != 0)
        return 2;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            send_all(ends[1], (char)('a' + i));
    for (int i = 0; i < 2; i++)
        failed |= receive_one(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return failed;
}
