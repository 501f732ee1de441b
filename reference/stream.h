/* SPDX-License-Identifier: MIT */
/* A first-in first-out stream of bytes in shared memory: what the messages of a queue lie in. It
 * has two ends, for writing and for reading, which may be used at the same time. */
#ifndef REFERENCE_STREAM_H
#define REFERENCE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

#define MP_STREAM_BLOCK 16384u
#define MP_STREAM_BLOCKS 2048u
#define MP_STREAM_UNIT 8u /* everything begins at a multiple of it */

/* What an empty stream always has room for, wherever in a block it has come to. */
#define MP_STREAM_LONGEST ((size_t)MP_STREAM_BLOCK * (MP_STREAM_BLOCKS - 1))

/* Blocks that are used in turn however little is in the stream. */
#define MP_STREAM_LAP 256u

/* Where the next byte is written, or (the head) read. All zeroes: the beginning. */
struct mp_stream_place {
    uint32_t block;
    uint32_t offset; /* at most MP_STREAM_BLOCK, which is the beginning of a block to come */
    uint32_t passed; /* blocks left behind so far, modulo 2^32 */
};

/* The writers' end. Like the head, which is a mere place, it is copied, changed by the functions
 * below, and then committed by its owner. */
struct mp_stream_tail {
    struct mp_stream_place place;
    uint32_t touched; /* blocks ever used besides block 0 */
};

/* The memory: virtual until touched. All zeroes at first. */
struct mp_stream_memory {
    uint16_t next[MP_STREAM_BLOCKS]; /* block of the ring */
    _Alignas(4096) unsigned char blocks[MP_STREAM_BLOCKS][MP_STREAM_BLOCK];
};

/* `passed` is the head's, or one it has had: room is then only underestimated. */
bool mp_stream_has_room_(const struct mp_stream_tail *tail, uint32_t passed, uint64_t size);

/* Blocks that appending `size` bytes would use for the first time. */
uint32_t mp_stream_growth_(const struct mp_stream_tail *tail, uint32_t passed, uint64_t size);

/* Before whatever is to be committed together, `size` bytes in all: links new blocks if needed.
 * There must be room, and the tail the committed one. */
void mp_stream_make_room_(struct mp_stream_tail *tail, uint32_t passed,
                          struct mp_stream_memory *memory, uint64_t size);

/* Appends to where room was made, and skips to the next unit. */
void mp_stream_write_(struct mp_stream_tail *tail, struct mp_stream_memory *memory,
                      const void *data, size_t size);

/* Takes out what was written by one call, to the buffer or (NULL) to nowhere. */
void mp_stream_read_(struct mp_stream_place *head, const struct mp_stream_memory *memory,
                     void *buffer, size_t size);

#pragma GCC visibility pop

#endif
