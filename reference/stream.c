/* SPDX-License-Identifier: MIT */
/* A stream lies in a chain of blocks. A block that has been read is the next to be written to: a
 * page that nobody has touched yet costs many times what it costs to fill, so what a stream touches
 * shall follow from how much is in it, and not from how much has gone through.
 *
 *   head -> block -> block -> tail        recycled -> block -> block        touched -> never used
 *
 * Nobody who is killed leaves a trace here. A change is made to a copy of struct mp_stream, and
 * until its owner commits that, the functions below write only where the committed one doesn't
 * look: behind its tail, to the `next` of its last block, and to the `recycled` of blocks that it
 * hasn't given back. That is why each block has two links. */
#include "stream.h"

#include <string.h>

/* Blocks that `size` more bytes need besides the tail's. */
static uint64_t more_blocks(const struct mp_stream *stream, uint64_t size)
{
    uint64_t end = stream->tail.offset + size;
    return end > MP_STREAM_BLOCK ? (end - 1) / MP_STREAM_BLOCK : 0;
}

bool mp_stream_has_room_(const struct mp_stream *stream, uint64_t size)
{
    return stream->more + more_blocks(stream, size) < MP_STREAM_BLOCKS;
}

uint32_t mp_stream_growth_(const struct mp_stream *stream, uint64_t size)
{
    uint64_t needed = stream->more + more_blocks(stream, size);
    return needed > stream->touched ? (uint32_t)(needed - stream->touched) : 0;
}

static void take_block(struct mp_stream *stream, struct mp_stream_memory *memory)
{
    uint32_t block = stream->recycled ? stream->recycled - 1 : ++stream->touched;
    if (stream->recycled)
        stream->recycled = memory->links[block].recycled;
    memory->links[stream->tail.block].next = (uint16_t)block;
    stream->tail = (struct mp_stream_place){block, 0};
    stream->more++;
}

static void give_back_block(struct mp_stream *stream, struct mp_stream_memory *memory)
{
    uint32_t block = stream->head.block;
    stream->head = (struct mp_stream_place){memory->links[block].next, 0};
    memory->links[block].recycled = (uint16_t)stream->recycled;
    stream->recycled = block + 1;
    stream->more--;
}

/* Bytes that can be moved in one piece at that place. */
static size_t piece(struct mp_stream_place place, size_t size)
{
    size_t left = MP_STREAM_BLOCK - place.offset;
    return size < left ? size : left;
}

static void advance(struct mp_stream_place *place, size_t size)
{
    place->offset += (uint32_t)(size + MP_STREAM_UNIT - 1) / MP_STREAM_UNIT * MP_STREAM_UNIT;
}

void mp_stream_write_(struct mp_stream *stream, struct mp_stream_memory *memory, const void *data,
                      size_t size)
{
    for (const unsigned char *next = data; size > 0;) {
        if (stream->tail.offset == MP_STREAM_BLOCK)
            take_block(stream, memory);
        size_t part = piece(stream->tail, size);
        memcpy(memory->blocks[stream->tail.block] + stream->tail.offset, next, part);
        advance(&stream->tail, part);
        next += part;
        size -= part;
    }
}

/* Who has read everything goes back to the beginning of the block. */
void mp_stream_read_(struct mp_stream *stream, struct mp_stream_memory *memory, void *buffer,
                     size_t size)
{
    for (unsigned char *next = buffer; size > 0;) {
        if (stream->head.offset == MP_STREAM_BLOCK)
            give_back_block(stream, memory);
        size_t part = piece(stream->head, size);
        if (next) {
            memcpy(next, memory->blocks[stream->head.block] + stream->head.offset, part);
            next += part;
        }
        advance(&stream->head, part);
        size -= part;
    }
    if (stream->more == 0 && stream->head.offset == stream->tail.offset)
        stream->head.offset = stream->tail.offset = 0;
}
