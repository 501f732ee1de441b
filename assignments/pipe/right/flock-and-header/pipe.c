/* SPDX-License-Identifier: MIT */
/* A plain pipe with a header before each message; flock on a file keeps a message together. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

struct header {
    int producer, number;
    size_t length;
};

static void write_all(int out, const void *data, size_t size)
{
    for (const char *at = data; size > 0;) {
        ssize_t written = write(out, at, size);
        if (written < 0 && errno != EINTR)
            exit(1);
        at += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
}

static size_t read_all(int in, void *data, size_t size)
{
    size_t got = 0;
    ssize_t more = 1;
    while (got < size && more != 0) {
        more = read(in, (char *)data + got, size - got);
        got += more > 0 ? (size_t)more : 0;
    }
    return got;
}

static void produce(int out, int producer)
{
    static char body[100000];
    int guard = open("pipe.lock", O_CREAT | O_RDWR, 0600);
    for (int number = 0; number < 3; number++) {
        struct header header = {producer, number, number == 2 ? sizeof body : 10};
        memset(body, '0' + producer, header.length);
        flock(guard, LOCK_EX);
        write_all(out, &header, sizeof header);
        write_all(out, body, header.length);
        flock(guard, LOCK_UN);
    }
    exit(0);
}

int main(void)
{
    static char body[100000];
    struct header header;
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    for (int producer = 1; producer <= 2; producer++) {
        if (fork() == 0)
            produce(ends[1], producer);
    }
    close(ends[1]);
    while (read_all(ends[0], &header, sizeof header) == sizeof header &&
           header.length <= sizeof body &&
           read_all(ends[0], body, header.length) == header.length) {
        if (body[0] == body[header.length - 1])
            printf("producer %d: message %d: %zu bytes\n", header.producer, header.number,
                   header.length);
    }
    printf("end of file\n");
    wait(NULL);
    wait(NULL);
    return 0;
}
