/* SPDX-License-Identifier: MIT */
/* system and popen run the machine's own shell, whose calls are steps like all others.
 *
 * tools: yes
 * outcome: hello | status 3 | read one
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void)
{
    char line[64] = "";
    int status = system("echo hello; exit 3");
    printf("status %d\n", WEXITSTATUS(status));
    FILE *shell = popen("echo one", "r");
    if (!shell || !fgets(line, sizeof line, shell))
        return 1;
    pclose(shell);
    printf("read %s", line);
    return 0;
}
