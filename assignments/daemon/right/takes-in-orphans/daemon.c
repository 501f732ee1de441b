/* SPDX-License-Identifier: MIT */
/* The heartbeat is forked twice, as daemons are. main has said beforehand that it takes in orphans,
 * so the heartbeat becomes its child, and main can end it and wait for it. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void heartbeat(int out)
{
    pid_t self = getpid();
    if (write(out, &self, sizeof self) != sizeof self)
        _exit(1);
    close(out);
    for (;;) {
        puts("is alive");
        fflush(stdout);
        usleep(500000);
    }
}

static pid_t start_heartbeat(void)
{
    int ends[2];
    pid_t beating = -1, middle;
    if (pipe(ends) != 0)
        return -1;
    middle = fork();
    if (middle == 0) {
        if (fork() == 0)
            heartbeat(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    waitpid(middle, NULL, 0);
    if (read(ends[0], &beating, sizeof beating) != sizeof beating)
        beating = -1;
    close(ends[0]);
    return beating;
}

static void work(void)
{
    for (int i = 0; i < 5; i++) {
        puts("in son2");
        fflush(stdout);
        sleep(1);
    }
    _exit(0);
}

static int nested(void)
{
    pid_t child = fork();
    if (child == 0) {
        puts("daemonic processes are not allowed to have children");
        fflush(stdout);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return 0;
}

int main(int count, char **words)
{
    if (count > 1 && strcmp(words[1], "--nested") == 0)
        return nested();
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
        return 1;
    pid_t beating = start_heartbeat();
    if (fork() == 0)
        work();
    sleep(2);
    puts("main done");
    fflush(stdout);
    kill(beating, SIGTERM);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
