/* SPDX-License-Identifier: MIT */
/* A first-in first-out stream of bytes in shared memory: what the messages of a queue lie in. */
#ifndef REFERENCE_STREAM_H
#define REFERENCE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

#define MP_STREAM_BLOCK 16384u
#define MP_STREAM_BLOCKS 2048u
#define MP_STREAM_SIZE ((size_t)MP_STREAM_BLOCK * MP_STREAM_BLOCKS)
#define MP_STREAM_UNIT 8u /* everything begins at a multiple of it */

struct mp_stream_place {
    uint32_t block;
    uint32_t offset; /* at most MP_STREAM_BLOCK, which is the beginning of a block to come */
};

/* What is where. Small: it is copied, changed by the functions below, and then committed by its
 * owner. All zeroes: an empty stream. */
struct mp_stream {
    struct mp_stream_place head, tail;
    uint32_t more;     /* blocks with content besides the tail's */
    uint32_t touched;  /* blocks ever used besides block 0 */
    uint32_t recycled; /* last block given back, plus one; 0: none */
};

/* The memory: virtual until touched. All zeroes at first. */
struct mp_stream_memory {
    struct {
        uint16_t next;     /* in the stream */
        uint16_t recycled; /* given back before this one, plus one */
    } links[MP_STREAM_BLOCKS];
    _Alignas(4096) unsigned char blocks[MP_STREAM_BLOCKS][MP_STREAM_BLOCK];
};

bool mp_stream_has_room_(const struct mp_stream *stream, uint64_t size);

/* Blocks that appending `size` bytes would use for the first time. */
uint32_t mp_stream_growth_(const struct mp_stream *stream, uint64_t size);

/* Appends, where there is room, and skips to the next unit. */
void mp_stream_write_(struct mp_stream *stream, struct mp_stream_memory *memory, const void *data,
                      size_t size);

/* Takes out what was written by one call, to the buffer or (NULL) to nowhere. */
void mp_stream_read_(struct mp_stream *stream, struct mp_stream_memory *memory, void *buffer,
                     size_t size);

#pragma GCC visibility pop

#endif
