/* SPDX-License-Identifier: MIT */
/* A stopped process does nothing until it is continued; its sleep goes on meanwhile.
 *
 * outcome: parent | child 6
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    time_t start = time(NULL);
    pid_t child = fork();
    if (child == 0) {
        sleep(2);
        printf("child %d\n", (int)(time(NULL) - start));
        return 0;
    }
    sleep(1);
    kill(child, SIGSTOP);
    sleep(5);
    puts("parent");
    kill(child, SIGCONT);
    wait(NULL);
    return 0;
}
