/* SPDX-License-Identifier: MIT */
/* Messages are a stream of bytes in shared memory with a monitor at each end (see monitor.c for how
 * these survive the death of their users), so that a putter and a getter copy at the same time.
 *
 * A message is a header with its length, then its bytes, in a stream (stream.c). A putter writes
 * behind the stream's tail, and the message exists from the moment the new tail is committed; a
 * getter reads at its head, and the message is gone from the moment the new head is committed.
 *
 * Q1: tails and heads exist twice, and the parity of the side's version says which one counts. The
 *     differences of the versions are how many messages are there, and how many unfinished.
 * Q2: inside the putters' monitor no message is put, so what is seen of `gets` there only
 *     underestimates the room; inside the getters' monitor it is the other way round.
 * Q3: who has to wait for another side sleeps on that side's channel, unless its version isn't any
 *     more what it was when there was reason to wait. */
#include "messages.h"

typedef uint64_t message_header;

uint32_t mp_side_version_(const struct mp_side *side)
{
    return atomic_load_explicit(&side->channel.version, memory_order_acquire);
}

bool mp_side_sleep_since_(struct mp_side *side, uint32_t seen, struct mp_deadline *deadline)
{
    if (deadline->timeout == 0)
        return false;
    mp_monitor_enter_(&side->monitor);
    if (mp_side_version_(side) == seen)
        return mp_monitor_sleep_(&side->monitor, &side->channel, deadline);
    mp_monitor_leave_(&side->monitor);
    return true;
}

/* Blocks that the committed head has passed. While the version stays what it is nobody prepares the
 * copy that belongs to it. */
static uint32_t blocks_passed(const struct mp_messages *messages)
{
    uint32_t got, passed;
    do {
        got = mp_side_version_(&messages->gets);
        passed = atomic_load_explicit(&messages->passed[got % 2], memory_order_acquire);
    } while (mp_side_version_(&messages->gets) != got);
    return passed;
}

/* What a message takes up in the stream. */
static uint64_t extent(size_t size)
{
    return sizeof(message_header) + (size + MP_STREAM_UNIT - 1) / MP_STREAM_UNIT * MP_STREAM_UNIT;
}

/* The functions from here to mp_messages_append_ are inside the putters' monitor (Q2). */
static const struct mp_stream_tail *tail_of(const struct mp_messages *messages)
{
    return &messages->tails[mp_side_version_(&messages->puts) % 2];
}

bool mp_messages_have_room_(const struct mp_messages *messages, size_t maxsize, uint32_t got,
                            size_t size)
{
    return (maxsize == 0 || mp_side_version_(&messages->puts) - got < maxsize) &&
           mp_stream_has_room_(tail_of(messages), blocks_passed(messages), extent(size));
}

/* `tired_of` is a hint: nothing depends on what it is after a death. */
bool mp_messages_are_far_ahead_(struct mp_messages *messages, uint32_t got, size_t size, int naps)
{
    const struct mp_stream_tail *tail = tail_of(messages);
    if (tail->touched < MP_STREAM_LAP - 1 ||
        mp_stream_growth_(tail, blocks_passed(messages), extent(size)) == 0 ||
        got == atomic_load_explicit(&messages->tired_of, memory_order_relaxed))
        return false;
    if (naps == 0)
        atomic_store_explicit(&messages->tired_of, got, memory_order_relaxed);
    return naps > 0;
}

void mp_messages_append_(struct mp_messages *messages, const void *data, size_t size)
{
    uint32_t put = mp_side_version_(&messages->puts);
    struct mp_stream_tail next = messages->tails[put % 2];
    message_header header = size;
    mp_stream_make_room_(&next, blocks_passed(messages), &messages->memory, extent(size));
    mp_stream_write_(&next, &messages->memory, &header, sizeof header);
    mp_stream_write_(&next, &messages->memory, data, size);
    messages->tails[(put + 1) % 2] = next;
    mp_monitor_commit_(&messages->puts.channel);
}

bool mp_messages_extract_(struct mp_messages *messages, void *buffer, size_t capacity, size_t *size)
{
    uint32_t got = mp_side_version_(&messages->gets);
    struct mp_stream_place next = messages->heads[got % 2];
    message_header header;
    mp_stream_read_(&next, &messages->memory, &header, sizeof header);
    *size = header;
    bool fits = header <= capacity;
    mp_stream_read_(&next, &messages->memory, fits ? buffer : NULL, header);
    messages->heads[(got + 1) % 2] = next;
    atomic_store_explicit(&messages->passed[(got + 1) % 2], next.passed, memory_order_release);
    mp_monitor_commit_(&messages->gets.channel);
    return fits;
}
