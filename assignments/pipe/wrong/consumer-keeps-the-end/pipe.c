/* SPDX-License-Identifier: MIT */
/* Mistake: the consumer is a third process, and never closes the sending end that it inherited. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECE = 2000 };

struct piece {
    int producer, number, total, length;
    char bytes[PIECE];
};

static void send_message(int out, int producer, int number, int total)
{
    for (int sent = 0; sent < total;) {
        struct piece piece = {producer, number, total, total - sent < PIECE ? total - sent : PIECE,
                              ""};
        memset(piece.bytes, producer, PIECE);
        if (write(out, &piece, sizeof piece) != sizeof piece)
            _exit(1);
        sent += piece.length;
    }
}

static int read_piece(int in, struct piece *piece)
{
    size_t got = 0;
    while (got < sizeof *piece) {
        ssize_t more = read(in, (char *)piece + got, sizeof *piece - got);
        if (more <= 0)
            return 0;
        got += (size_t)more;
    }
    return 1;
}

static void consumer(int in)
{
    struct piece piece;
    int so_far[3] = {0, 0, 0};
    while (read_piece(in, &piece)) {
        so_far[piece.producer] += piece.length;
        if (so_far[piece.producer] < piece.total)
            continue;
        so_far[piece.producer] = 0;
        printf("producer %d: message %d: %d bytes\n", piece.producer, piece.number, piece.total);
    }
    printf("end of file\n");
    fflush(stdout);
}

static void producer(int out, int producer_number)
{
    send_message(out, producer_number, 0, 5000);
    send_message(out, producer_number, 1, 1);
    send_message(out, producer_number, 2, 100);
}

int main(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            if (i == 0) {
                consumer(ends[0]);
            } else {
                close(ends[0]);
                producer(ends[1], i);
            }
            _exit(0);
        }
    }
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
