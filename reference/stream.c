/* SPDX-License-Identifier: MIT */
/* A stream lies in a ring of blocks. The reader follows the ring, the writer follows too where the
 * next block has been read, and else puts a block into the ring that was never used:
 *
 *   head -> block -> block -> tail -> read -> read -> head          touched -> never used
 *
 * So what a stream touches follows from how much was in it at most, and not from how much has gone
 * through: a page that nobody has touched yet costs many times what it costs to fill. But it
 * doesn't use less than MP_STREAM_LAP blocks in turn: a processor that writes to what another has
 * just read waits for that one's cache, line by line, several times as long as for memory that has
 * left the caches meanwhile.
 *
 * Nobody who is killed leaves a trace here. A change is made to a copy of an end, and until its
 * owner commits that, the reader writes nothing, and the writer only where the committed ends don't
 * look: behind the tail, and to the links of never used blocks and of the tail's own. A link there
 * to a block that `touched` doesn't count is of somebody who was killed. It leads by never used
 * blocks to where it led before, at every moment: the new links are made from the last to the
 * first. */
#include "stream.h"

#include <stdatomic.h>
#include <string.h>

/* Blocks with content besides the tail's. */
static uint32_t blocks_in_use(const struct mp_stream_tail *tail, uint32_t passed)
{
    return tail->place.passed - passed;
}

/* Blocks that `size` more bytes need besides the tail's. */
static uint64_t more_blocks(const struct mp_stream_tail *tail, uint64_t size)
{
    uint64_t end = tail->place.offset + size;
    return end > MP_STREAM_BLOCK ? (end - 1) / MP_STREAM_BLOCK : 0;
}

bool mp_stream_has_room_(const struct mp_stream_tail *tail, uint32_t passed, uint64_t size)
{
    return blocks_in_use(tail, passed) + more_blocks(tail, size) < MP_STREAM_BLOCKS;
}

uint32_t mp_stream_growth_(const struct mp_stream_tail *tail, uint32_t passed, uint64_t size)
{
    uint64_t needed = blocks_in_use(tail, passed) + more_blocks(tail, size);
    return needed > tail->touched ? (uint32_t)(needed - tail->touched) : 0;
}

/* The block that follows the tail's, whatever the dead have put in between. */
static uint32_t next_of(const struct mp_stream_tail *tail, const struct mp_stream_memory *memory)
{
    uint32_t next = memory->next[tail->place.block];
    while (next > tail->touched)
        next = memory->next[next];
    return next;
}

/* Never used blocks to take for `size` more bytes. */
static uint32_t new_blocks(const struct mp_stream_tail *tail, uint32_t passed, uint64_t size)
{
    uint32_t needed = mp_stream_growth_(tail, passed, size);
    uint32_t more = (uint32_t)more_blocks(tail, size);
    uint32_t lap = tail->touched < MP_STREAM_LAP - 1 ? MP_STREAM_LAP - 1 - tail->touched : 0;
    uint32_t wanted = more < lap ? more : lap;
    return wanted > needed ? wanted : needed;
}

void mp_stream_make_room_(struct mp_stream_tail *tail, uint32_t passed,
                          struct mp_stream_memory *memory, uint64_t size)
{
    uint32_t next = next_of(tail, memory), first = tail->touched;
    tail->touched += new_blocks(tail, passed, size);
    for (uint32_t block = tail->touched; block > first; next = block--) {
        memory->next[block] = (uint16_t)next;
        atomic_signal_fence(memory_order_seq_cst);
    }
    memory->next[tail->place.block] = (uint16_t)next;
}

static void move_on(struct mp_stream_place *place, const struct mp_stream_memory *memory)
{
    uint32_t next = memory->next[place->block];
    *place = (struct mp_stream_place){.block = next, .passed = place->passed + 1};
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

void mp_stream_write_(struct mp_stream_tail *tail, struct mp_stream_memory *memory,
                      const void *data, size_t size)
{
    for (const unsigned char *next = data; size > 0;) {
        if (tail->place.offset == MP_STREAM_BLOCK)
            move_on(&tail->place, memory);
        size_t part = piece(tail->place, size);
        memcpy(memory->blocks[tail->place.block] + tail->place.offset, next, part);
        advance(&tail->place, part);
        next += part;
        size -= part;
    }
}

void mp_stream_read_(struct mp_stream_place *head, const struct mp_stream_memory *memory,
                     void *buffer, size_t size)
{
    for (unsigned char *next = buffer; size > 0;) {
        if (head->offset == MP_STREAM_BLOCK)
            move_on(head, memory);
        size_t part = piece(*head, size);
        if (next) {
            memcpy(next, memory->blocks[head->block] + head->offset, part);
            next += part;
        }
        advance(head, part);
        size -= part;
    }
}
