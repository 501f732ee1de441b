/* SPDX-License-Identifier: MIT */
/* Messages of a System V queue come in order, or by type; a reader waits for one.
 *
 * outcome: b | a | c
 */
#include <stdio.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct message {
    long type;
    char text;
};

static void receive(int queue, long type)
{
    struct message message;
    if (msgrcv(queue, &message, 1, type, 0) == 1)
        printf("%c\n", message.text);
}

int main(void)
{
    int queue = msgget(IPC_PRIVATE, 0600);
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            struct message message = {"121"[i] - '0', "abc"[i]};
            msgsnd(queue, &message, 1, 0);
        }
        return 0;
    }
    receive(queue, 2);
    receive(queue, 0);
    receive(queue, 0);
    wait(NULL);
    return 0;
}
