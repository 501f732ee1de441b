/* SPDX-License-Identifier: MIT */
/* Whose memory an address is. Locks and futexes are known by where they lie; two processes that
 * have mapped the same file or the same anonymous memory mean the same lock by different addresses,
 * and two that forked mean different ones by the same address. The kernel's list of mappings tells
 * them apart: shared ones have a device and an inode even when they are anonymous. */
#include "director/mapping.h"
#include "director/state.h"

#include <inttypes.h>
#include <stdio.h>

static bool parse(const char *line, struct mapping *mapping)
{
    char shared;
    uint64_t offset, inode;
    unsigned major, minor;
    if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %*3c%c %" SCNx64 " %x:%x %" SCNu64, &mapping->low,
               &mapping->high, &shared, &offset, &major, &minor, &inode) != 7)
        return false;
    bool is_shared = shared == 's';
    mapping->first = is_shared ? (uint64_t)major << 52 | (uint64_t)minor << 32 | inode : 0;
    mapping->second = is_shared ? offset - mapping->low : 0;
    return true;
}

/* Empty when nothing is mapped there. */
static struct mapping look_up(const struct live_task *task, uint64_t address)
{
    char path[64], line[512];
    struct mapping found = {0};
    snprintf(path, sizeof path, "/proc/%d/maps", (int)task->os);
    FILE *maps = fopen(path, "re");
    while (maps && fgets(line, sizeof line, maps)) {
        struct mapping mapping;
        if (parse(line, &mapping) && address >= mapping.low && address < mapping.high)
            found = mapping;
    }
    if (maps)
        fclose(maps);
    return found;
}

static const struct mapping *mapping_of(struct director *director, const struct live_task *task,
                                        uint64_t address)
{
    struct live_process *process = process_of(director, task);
    for (int i = 0; i < MAPPINGS; i++)
        if (address >= process->mappings[i].low && address < process->mappings[i].high)
            return &process->mappings[i];
    struct mapping *slot = &process->mappings[process->next_mapping++ % MAPPINGS];
    *slot = look_up(task, address);
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
    struct live_process *process = process_of(director, task);
    for (int i = 0; i < MAPPINGS; i++)
        process->mappings[i] = (struct mapping){0};
}

void mapping_gone(struct director *director, const struct live_task *task, uint64_t low,
                  uint64_t high)
{
    struct live_process *process = process_of(director, task);
    for (int i = 0; i < MAPPINGS; i++) {
        struct mapping *mapping = &process->mappings[i];
        if (mapping->first && mapping->low < high && low < mapping->high)
            *mapping = (struct mapping){0};
    }
}
