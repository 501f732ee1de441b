/* SPDX-License-Identifier: MIT */
/* poll tells of the end: nothing to read any more, only a hang-up. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

struct heading {
    int who, no, len;
};

static void write_all(int fd, const void *b, size_t n)
{
    const char *p = b;
    while (n) {
        ssize_t w = write(fd, p, n);
        if (w < 0) {
            if (errno == EINTR)
                continue;
            _exit(1);
        }
        p += w;
        n -= w;
    }
}

static void produce(int fd, int who)
{
    int l = open("pipe.lock", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 3; i++) {
        struct heading h = {who, i, i == 1 ? 9000 : 10 + i};
        char *b = malloc(h.len);
        memset(b, 'a' + who, h.len);
        flock(l, LOCK_EX);
        write_all(fd, &h, sizeof h);
        write_all(fd, b, h.len);
        flock(l, LOCK_UN);
        free(b);
    }
    close(fd);
    _exit(0);
}

int main(void)
{
    int e[2];
    pipe(e);
    for (int w = 1; w <= 2; w++)
        if (fork() == 0) {
            close(e[0]);
            produce(e[1], w);
        }
    close(e[1]);
    char *buf = NULL;
    size_t have = 0;
    struct pollfd p = {e[0], POLLIN, 0};
    for (;;) {
        poll(&p, 1, -1);
        if (!(p.revents & POLLIN))
            break;
        buf = realloc(buf, have + 4096);
        ssize_t n = read(e[0], buf + have, 4096);
        if (n <= 0)
            break;
        have += n;
        struct heading h;
        while (have >= sizeof h && (memcpy(&h, buf, sizeof h), have >= sizeof h + h.len)) {
            int ok = 1;
            for (int i = 0; i < h.len; i++)
                ok &= buf[sizeof h + i] == 'a' + h.who;
            if (ok)
                printf("producer %d: message %d: %d bytes\n", h.who, h.no, h.len);
            memmove(buf, buf + sizeof h + h.len, have - sizeof h - h.len);
            have -= sizeof h + h.len;
        }
    }
    printf("end of file\n");
    free(buf);
    while (wait(NULL) > 0)
        ;
    return 0;
}
