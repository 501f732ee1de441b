/* SPDX-License-Identifier: MIT */
/* kill with a negative number reaches all of a group, the sender included where it belongs.
 *
 * outcome: 15 15
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status[2];
    pid_t leader = fork();
    if (leader == 0) {
        setpgid(0, 0);
        for (;;)
            pause();
    }
    setpgid(leader, leader);
    pid_t member = fork();
    if (member == 0) {
        setpgid(0, leader);
        kill(0, SIGTERM);
        _exit(1);
    }
    waitpid(leader, &status[0], 0);
    waitpid(member, &status[1], 0);
    printf("%d %d\n", WTERMSIG(status[0]), WTERMSIG(status[1]));
    return 0;
}
