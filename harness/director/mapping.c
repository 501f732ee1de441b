/* SPDX-License-Identifier: MIT */
/* Whose memory an address is. Locks and futexes are known by where they lie; two processes that
 * have mapped the same file or the same anonymous memory mean the same lock by different addresses,
 * and two that forked mean different ones by the same address. The kernel's list of mappings tells
 * them apart: shared ones have a device and an inode even when they are anonymous.
 *
 * That list is dear to read. What is found there is remembered until the process maps something,
 * and serves its relatives too that haven't either since they parted. */
#include "director/mapping.h"
#include "director/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t number(const char **at, int base)
{
    char *end;
    uint64_t value = strtoull(*at, &end, base);
    *at = *end ? end + 1 : end; /* behind the sign that ends it */
    return value;
}

/* "low-high rwxs offset major:minor inode name" */
static struct mapping parse(const char *line)
{
    struct mapping mapping = {.low = number(&line, 16), .high = number(&line, 16)};
    if (strlen(line) < 5 || line[3] != 's')
        return mapping;
    line += 5;
    mapping.second = number(&line, 16) - mapping.low;
    mapping.first = number(&line, 16) << 52;
    mapping.first |= number(&line, 16) << 32;
    mapping.first |= number(&line, 10);
    return mapping;
}

static bool covers(const struct mapping *mapping, uint64_t address)
{
    return address >= mapping->low && address < mapping->high;
}

/* Empty when nothing is mapped there. */
static struct mapping look_up(const struct live_task *task, uint64_t address)
{
    char path[64], line[512];
    struct mapping found = {0};
    snprintf(path, sizeof path, "/proc/%d/maps", (int)task->os);
    FILE *maps = fopen(path, "re");
    while (maps && !covers(&found, address) && fgets(line, sizeof line, maps))
        found = parse(line);
    if (maps)
        fclose(maps);
    return covers(&found, address) ? found : (struct mapping){0};
}

static const struct mapping *find(const struct memory_map *memory, uint64_t address)
{
    for (int i = 0; i < MAPPINGS; i++)
        if (covers(&memory->known[i], address))
            return &memory->known[i];
    return NULL;
}

static const struct mapping *find_at_relatives(const struct director *director, uint64_t version,
                                               uint64_t address)
{
    const struct mapping *found = NULL;
    for (size_t i = 0; i < director->process_count && !found; i++)
        if (director->processes[i].memory.version == version)
            found = find(&director->processes[i].memory, address);
    return found;
}

static const struct mapping *mapping_of(struct director *director, const struct live_task *task,
                                        uint64_t address)
{
    struct memory_map *memory = &process_of(director, task)->memory;
    const struct mapping *found = find(memory, address);
    if (found)
        return found;
    found = find_at_relatives(director, memory->version, address);
    struct mapping *slot = &memory->known[memory->next++ % MAPPINGS];
    *slot = found ? *found : look_up(task, address);
    return slot;
}

bool mapping_key(struct director *director, const struct live_task *task, uint64_t address,
                 uint64_t key[2])
{
    const struct mapping *mapping = mapping_of(director, task, address);
    key[0] = address + mapping->second;
    key[1] = mapping->first ? mapping->first : task->process + 1;
    return mapping->first != 0;
}

void mapping_forget(struct director *director, const struct live_task *task)
{
    process_of(director, task)->memory =
        (struct memory_map){.version = ++director->memory_versions};
}

void mapping_gone(struct director *director, const struct live_task *task, uint64_t low,
                  uint64_t high)
{
    struct memory_map *memory = &process_of(director, task)->memory;
    memory->version = ++director->memory_versions;
    for (int i = 0; i < MAPPINGS; i++) {
        struct mapping *mapping = &memory->known[i];
        if (mapping->first && mapping->low < high && low < mapping->high)
            *mapping = (struct mapping){0};
    }
}
