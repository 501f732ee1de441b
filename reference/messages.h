/* SPDX-License-Identifier: MIT */
/* What the processes that use a queue share: messages, and what was done with them. */
#ifndef REFERENCE_MESSAGES_H
#define REFERENCE_MESSAGES_H

#include "monitor.h"
#include "stream.h"

#pragma GCC visibility push(hidden)

/* A place where messages are put, got, or done with. The channel's version counts them, modulo
 * 2^32. */
struct mp_side {
    _Alignas(128) struct mp_monitor monitor; /* far from what the other sides write to */
    struct mp_channel channel;
};

/* All zeroes: no messages. */
struct mp_messages {
    struct mp_side puts;
    struct mp_stream_tail tails[2];
    mp_word tired_of; /* version of gets that a putter napped at in vain */
    struct mp_side gets;
    struct mp_stream_place heads[2];
    mp_word passed[2]; /* by the heads, for the putters */
    struct mp_side dones;
    struct mp_stream_memory memory;
};

#define MP_MESSAGE_LONGEST (MP_STREAM_LONGEST - sizeof(uint64_t)) /* with its length in front */

/* How much was done at that side so far. */
uint32_t mp_side_version_(const struct mp_side *side);

/* Sleeps until something is done at that side, unless something was since its version was `seen`.
 * False: the time ran out. */
bool mp_side_sleep_since_(struct mp_side *side, uint32_t seen, struct mp_deadline *deadline);

/* Inside the putters' monitor. `got` is a version of gets seen there, or before. */
bool mp_messages_have_room_(const struct mp_messages *messages, size_t maxsize, uint32_t got,
                            size_t size);

/* Inside the putters' monitor: whether a putter that may nap so many times more had better do so
 * before it puts such a message. */
bool mp_messages_are_far_ahead_(struct mp_messages *messages, uint32_t got, size_t size, int naps);

/* Inside the putters' monitor, where there is room. */
void mp_messages_append_(struct mp_messages *messages, const void *data, size_t size);

/* Inside the getters' monitor: takes the first message out; its length goes to *size. Whether it
 * fitted into the buffer. */
bool mp_messages_extract_(struct mp_messages *messages, void *buffer, size_t capacity,
                          size_t *size);

#pragma GCC visibility pop

#endif
