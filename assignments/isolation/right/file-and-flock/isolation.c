/* SPDX-License-Identifier: MIT */
/* The shared value lies in a file, guarded by flock on the file itself. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int n = 100;

static int update(int change)
{
    int value = 0, file = open("value", O_RDWR | O_CREAT, 0600);
    flock(file, LOCK_EX);
    if (pread(file, &value, sizeof value, 0) != sizeof value)
        value = 0;
    value += change;
    if (pwrite(file, &value, sizeof value, 0) != sizeof value)
        value = -1;
    close(file);
    return value;
}

int main(void)
{
    pid_t children[20];
    update(100);
    for (int i = 0; i < 20; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            if (i % 2)
                n -= 1;
            else
                update(-1);
            _exit(0);
        }
    }
    for (int i = 19; i >= 0; i--)
        waitpid(children[i], NULL, 0);
    printf("%d\n", n);
    printf("%d\n", update(0));
    return 0;
}
