/* SPDX-License-Identifier: MIT */
/* A file without a name goes to a relative through a socket, and both work on it in turn.
 *
 * outcome: HELLO
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

union room {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr aligned;
};

static struct msghdr envelope(struct iovec *part, union room *room)
{
    return (struct msghdr){.msg_iov = part,
                           .msg_iovlen = 1,
                           .msg_control = room->bytes,
                           .msg_controllen = sizeof room->bytes};
}

static void pass(int end, int file)
{
    char byte = 'x';
    union room room = {{0}};
    struct msghdr message = envelope(&(struct iovec){&byte, 1}, &room);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof file);
    memcpy(CMSG_DATA(header), &file, sizeof file);
    if (sendmsg(end, &message, 0) != 1)
        _exit(1);
}

static int take(int end)
{
    char byte;
    int file = -1;
    union room room;
    struct msghdr message = envelope(&(struct iovec){&byte, 1}, &room);
    if (recvmsg(end, &message, 0) == 1 && CMSG_FIRSTHDR(&message))
        memcpy(&file, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof file);
    return file;
}

int main(void)
{
    int ends[2];
    char text[8] = "";
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return 1;
    if (fork() == 0) {
        int file = take(ends[1]);
        return pread(file, text, 5, 0) != 5 || strcmp(text, "hello") != 0 ||
               pwrite(file, "HELLO", 5, 0) != 5 || write(ends[1], "!", 1) != 1;
    }
    int file = memfd_create("greeting", MFD_CLOEXEC);
    if (write(file, "hello", 5) != 5)
        return 1;
    pass(ends[0], file);
    if (read(ends[0], text, 1) == 1 && pread(file, text, 5, 0) == 5)
        puts(text);
    wait(NULL);
    return 0;
}
