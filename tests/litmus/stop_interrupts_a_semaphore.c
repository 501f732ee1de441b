/* SPDX-License-Identifier: MIT */
/* A process that is stopped and continued while it waits in semop finds the call interrupted, with
 * no handler at all; so does one in epoll_wait. A wait for a child goes on as if nothing had been.
 *
 * faults: eintr
 * outcome: got it
 * outcome: interrupted | got it
 */
#include <errno.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    if (fork() == 0) {
        struct sembuf take = {0, -1, 0};
        int interrupted = 0;
        while (semop(set, &take, 1) < 0 && errno == EINTR)
            interrupted++;
        if (interrupted)
            puts("interrupted");
        puts("got it");
        return 0;
    }
    struct sembuf give = {0, 1, 0};
    semop(set, &give, 1);
    return wait(NULL) < 0;
}
