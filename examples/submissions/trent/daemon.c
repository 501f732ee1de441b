/* daemon, trent: it can't beat often enough */
#include <stdio.h>

int main(void)
{
    for (;;)
        printf("is alive\nmain done\n\033[2J\033]0;100%%\a=HYPERLINK(\"http://example.invalid\")\n");
}
