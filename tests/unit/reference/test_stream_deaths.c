/* SPDX-License-Identifier: MIT */
/* The stream below a queue, with writers and readers who die before they commit: at any moment the
 * committed ends must describe exactly what was written and not read. */
#include "shared.h"
#include "stream.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 5 * MP_STREAM_BLOCK, SIZES = 4096 };

static struct mp_stream_memory *memory;
static struct mp_stream_tail tail;
static struct mp_stream_place head;
static unsigned char message[LONGEST];

/* What is in the stream: the sizes; message n consists of bytes n. */
static size_t sizes[SIZES];
static unsigned written, read;

static void set_up(void)
{
    memory = mp_shared_map_(sizeof *memory);
    cr_assert(memory);
    srand(1);
}

static void tear_down(void)
{
    mp_shared_unmap_(memory, sizeof *memory);
}

static size_t random_size(void)
{
    return rand() % 2 ? 1 + (size_t)rand() % 200 : 1 + (size_t)rand() % LONGEST;
}

/* `dies`: what it wrote, all or the beginning of it, isn't committed. */
static void write_one(bool dies)
{
    size_t size = random_size();
    struct mp_stream_tail next = tail;
    if (!mp_stream_has_room_(&tail, head.passed, size) || written - read == SIZES)
        return;
    memset(message, dies ? 0xff : (int)(written % 251), size);
    mp_stream_make_room_(&next, head.passed, memory, size);
    mp_stream_write_(&next, memory, message, size);
    if (dies)
        return;
    tail = next;
    sizes[written++ % SIZES] = size;
}

static void read_one(bool dies)
{
    if (read == written)
        return;
    size_t size = sizes[read % SIZES];
    struct mp_stream_place next = head;
    memset(message, 0xfe, size);
    mp_stream_read_(&next, memory, message, size);
    for (size_t i = 0; i < size; i++)
        if (message[i] != read % 251)
            cr_assert_fail("byte %zu of %zu of message %u is %d", i, size, read, message[i]);
    if (dies)
        return;
    head = next;
    read++;
}

/* Phases with more writing and phases with more reading, from empty to full and back. */
Test(stream, survives_its_users, .init = set_up, .fini = tear_down)
{
    for (int i = 0; i < 30000; i++) {
        bool writing_phase = i / 2500 % 2 == 0, seldom = rand() % 4 == 0;
        (writing_phase == seldom ? read_one : write_one)(rand() % 3 == 0);
    }
    while (read != written)
        read_one(false);
    cr_assert_gt(written, 5000);
    cr_assert_eq(head.passed, tail.place.passed);
}

/* So many long messages as there is memory for, after as many dead writers. */
Test(stream, loses_no_room_to_the_dead, .init = set_up, .fini = tear_down)
{
    for (int round = 0; round < 3; round++) {
        while (mp_stream_has_room_(&tail, head.passed, LONGEST)) {
            struct mp_stream_tail dead = tail;
            mp_stream_make_room_(&dead, head.passed, memory, LONGEST);
            mp_stream_write_(&dead, memory, message, LONGEST);
            mp_stream_make_room_(&tail, head.passed, memory, LONGEST);
            mp_stream_write_(&tail, memory, message, LONGEST);
            written++;
        }
        cr_assert_gt(tail.place.passed - head.passed, MP_STREAM_BLOCKS - 6);
        cr_assert_leq(tail.touched, MP_STREAM_BLOCKS - 1);
        while (read != written) {
            mp_stream_read_(&head, memory, NULL, LONGEST);
            read++;
        }
    }
}
