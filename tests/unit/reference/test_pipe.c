/* SPDX-License-Identifier: MIT */
/* Pipes and their ends. After CPython's _TestConnection and _TestPoll. */
#include "family.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static mp_connection *ends[2];

static void make_simplex(void)
{
    cr_assert_eq(mp_pipe(ends, false), MP_OK);
}

static void send_text(const char *text)
{
    cr_assert_eq(mp_connection_send(ends[1], text, strlen(text)), MP_OK);
}

TestSuite(pipe, .init = make_simplex);

Test(pipe, keeps_message_boundaries)
{
    const char *texts[] = {"hello", "", "a", "much longer than the others"};
    char buffer[64];
    size_t size;
    cr_assert_eq(mp_connection_poll(ends[0], 0), MP_TIMEOUT);
    for (size_t i = 0; i < 4; i++)
        send_text(texts[i]);
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(mp_connection_poll(ends[0], MP_FOREVER), MP_OK);
        cr_assert_eq(mp_connection_poll(ends[0], 0), MP_OK, "polling doesn't consume");
        cr_assert_eq(mp_connection_recv(ends[0], buffer, sizeof buffer, &size), MP_OK);
        cr_assert_eq(size, strlen(texts[i]));
        cr_assert_eq(memcmp(buffer, texts[i], size), 0);
    }
    cr_assert_eq(mp_connection_poll(ends[0], 0.01), MP_TIMEOUT);
    cr_assert_eq(mp_connection_poll(ends[0], -7.0), MP_TIMEOUT);
}

Test(pipe, message_too_big_for_the_buffer_is_consumed)
{
    char buffer[4];
    size_t size;
    send_text("abcdefgh");
    send_text("next");
    cr_assert_eq(mp_connection_recv(ends[0], buffer, sizeof buffer, &size), MP_TOO_BIG);
    cr_assert_eq(size, 8);
    cr_assert_eq(mp_connection_recv(ends[0], buffer, sizeof buffer, NULL), MP_OK);
    cr_assert_eq(memcmp(buffer, "next", 4), 0);
}

Test(pipe, has_a_direction)
{
    char byte = 0;
    cr_assert_eq(mp_connection_send(ends[0], &byte, 1), MP_STATE);
    cr_assert_eq(mp_connection_recv(ends[1], &byte, 1, NULL), MP_STATE);
    cr_assert_eq(mp_connection_poll(ends[1], 0), MP_STATE);
}

Test(pipe, use_after_close)
{
    char byte = 0;
    cr_assert_geq(mp_connection_fileno(ends[0]), 0);
    for (int i = 0; i < 2; i++) {
        mp_connection_close(ends[0]);
        mp_connection_close(ends[1]);
    }
    cr_assert_eq(mp_connection_fileno(ends[0]), -1);
    cr_assert_eq(mp_connection_send(ends[1], &byte, 1), MP_STATE);
    cr_assert_eq(mp_connection_recv(ends[0], &byte, 1, NULL), MP_STATE);
    cr_assert_eq(mp_connection_poll(ends[0], 0), MP_STATE);
    mp_connection_close(NULL);
}

Test(pipe, end_of_file_comes_after_the_last_message)
{
    char byte;
    send_text("x");
    mp_connection_close(ends[1]);
    cr_assert_eq(mp_connection_recv(ends[0], &byte, 1, NULL), MP_OK);
    cr_assert_eq(mp_connection_poll(ends[0], 0), MP_OK, "end-of-file can be received");
    cr_assert_eq(mp_connection_recv(ends[0], &byte, 1, NULL), MP_EOF);
    cr_assert_eq(mp_connection_recv(ends[0], &byte, 1, NULL), MP_EOF);
}

Test(pipe, end_of_file_in_a_message_is_broken)
{
    char byte;
    unsigned length = 100;
    cr_assert_eq(write(mp_connection_fileno(ends[1]), &length, sizeof length), sizeof length);
    mp_connection_close(ends[1]);
    cr_assert_eq(mp_connection_recv(ends[0], &byte, 1, NULL), MP_BROKEN);
    make_simplex();
    cr_assert_eq(write(mp_connection_fileno(ends[1]), &length, 2), 2);
    mp_connection_close(ends[1]);
    cr_assert_eq(mp_connection_recv(ends[0], &byte, 1, NULL), MP_BROKEN);
}

Test(pipe, sending_to_nobody_is_broken)
{
    mp_connection_close(ends[0]);
    cr_assert_eq(mp_connection_send(ends[1], "x", 1), MP_BROKEN);
    mp_connection *both[2];
    mp_pipe(both, true);
    mp_connection_close(both[0]);
    cr_assert_eq(mp_connection_send(both[1], "x", 1), MP_BROKEN);
}

static volatile sig_atomic_t handled;

static void handle(int number)
{
    handled = number;
}

/* The library ignores the signal only where nobody has decided otherwise. */
Test(broken_pipe, leaves_the_programs_own_handler)
{
    signal(SIGPIPE, handle);
    make_simplex();
    mp_connection_close(ends[0]);
    cr_assert_eq(mp_connection_send(ends[1], "x", 1), MP_BROKEN);
    cr_assert_eq(handled, SIGPIPE);
}

static int echo(void *end)
{
    size_t capacity = (size_t)32 << 20, size;
    char *buffer = malloc(capacity);
    int status;
    while ((status = mp_connection_recv(end, buffer, capacity, &size)) == MP_OK)
        mp_connection_send(end, buffer, size);
    free(buffer);
    return status;
}

static void check_echo(mp_connection *end, size_t size)
{
    unsigned char *sent = malloc(size + 1), *got = calloc(1, size + 1);
    size_t received;
    for (size_t i = 0; i < size; i++)
        sent[i] = (unsigned char)(i * 7 + i / 251);
    cr_assert_eq(mp_connection_send(end, sent, size), MP_OK);
    cr_assert_eq(mp_connection_recv(end, got, size, &received), MP_OK);
    cr_assert_eq(received, size);
    cr_assert_eq(memcmp(sent, got, size), 0);
    free(sent);
    free(got);
}

static int echo_duplex(void *pair)
{
    mp_connection **both = pair;
    mp_connection_close(both[1]);
    return echo(both[0]);
}

Test(pipe, duplex_carries_messages_of_every_size)
{
    const size_t sizes[] = {0, 1, 4091, 4092, 4093, 65536, (size_t)17 << 20};
    mp_connection *both[2];
    mp_pipe(both, true);
    mp_process process;
    start(&process, echo_duplex, both);
    mp_connection_close(both[0]);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        check_echo(both[1], sizes[i]);
    mp_connection_close(both[1]);
    cr_assert_eq(end(&process), MP_EOF);
}

enum { WRITERS = 4 };

static int send_three(void *end)
{
    for (int i = 0; i < 3; i++)
        if (mp_connection_send(end, &i, sizeof i) != MP_OK)
            return 1;
    return 0;
}

/* Takes what is there; true at the end. */
static bool drain(mp_connection *end, int *next)
{
    int got;
    int status = mp_connection_recv(end, &got, sizeof got, NULL);
    cr_assert(status == MP_OK ? got == (*next)++ : status == MP_EOF);
    return status == MP_EOF;
}

/* Several pipes are waited for by poll(2): what Python's connection.wait does. */
Test(pipe, several_can_be_waited_for)
{
    mp_process writers[WRITERS];
    mp_connection *pipes[WRITERS][2];
    struct pollfd watched[WRITERS];
    int next[WRITERS] = {0};
    for (int i = 0; i < WRITERS; i++) {
        mp_pipe(pipes[i], false);
        start(&writers[i], send_three, pipes[i][1]);
        mp_connection_close(pipes[i][1]);
        watched[i] = (struct pollfd){mp_connection_fileno(pipes[i][0]), POLLIN, 0};
    }
    for (int open = WRITERS; open > 0;) {
        cr_assert_gt(poll(watched, WRITERS, (int)PATIENCE * 1000), 0);
        for (int i = 0; i < WRITERS; i++)
            if (watched[i].revents && drain(pipes[i][0], &next[i])) {
                watched[i].fd = -1;
                open--;
            }
    }
    for (int i = 0; i < WRITERS; i++) {
        cr_assert_eq(next[i], 3);
        cr_assert_eq(end(&writers[i]), 0);
    }
}

static int send_slowly(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++) {
        kill(getppid(), SIGUSR1);
        mp_sleep(0.002);
        mp_connection_send(ends[1], &i, sizeof i);
    }
    return 0;
}

Test(pipe, survives_signals)
{
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = handle}, NULL);
    mp_process process;
    start(&process, send_slowly, NULL);
    for (int i = 0; i < 3; i++) {
        int got = -1;
        cr_assert_eq(mp_connection_poll(ends[0], PATIENCE), MP_OK);
        cr_assert_eq(mp_connection_recv(ends[0], &got, sizeof got, NULL), MP_OK);
        cr_assert_eq(got, i);
    }
    cr_assert_eq(end(&process), 0);
}

static int send_many(void *letter)
{
    char text[4092];
    memset(text, *(char *)letter, sizeof text);
    for (int i = 0; i < 50; i++)
        if (mp_connection_send(ends[1], text, sizeof text) != MP_OK)
            return 1;
    return 0;
}

Test(pipe, short_messages_of_several_senders_do_not_mix)
{
    char letters[] = "abc", buffer[4092];
    size_t size, counts[3] = {0};
    mp_process senders[3];
    for (int i = 0; i < 3; i++)
        start(&senders[i], send_many, &letters[i]);
    mp_connection_close(ends[1]);
    while (mp_connection_recv(ends[0], buffer, sizeof buffer, &size) == MP_OK) {
        cr_assert_eq(size, sizeof buffer);
        cr_assert_eq(memcmp(buffer, buffer + 1, size - 1), 0, "one letter only");
        counts[buffer[0] - 'a']++;
    }
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(counts[i], 50);
        cr_assert_eq(end(&senders[i]), 0);
    }
}

Test(pipe, thousands_leave_nothing_open)
{
    size_t before = open_descriptors();
    for (int i = 0; i < 2000; i++) {
        mp_connection *both[2];
        cr_assert_eq(mp_pipe(both, i % 2), MP_OK);
        mp_connection_close(both[0]);
        mp_connection_close(both[1]);
    }
    cr_assert_eq(open_descriptors(), before);
}
