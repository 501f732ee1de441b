/* SPDX-License-Identifier: MIT */
/* A new task is the child of whoever took the last step: the director waits for a child's first
 * report before it goes on, so it shows at the very next decision. Where it doesn't, the statistics
 * that hang on these names are blurred; nothing else is. */
#include "explore/lineage.h"

enum { MAIN_IDENTITY = 1 };

void lineage_begin(struct lineage *lineage)
{
    slots_reset(&lineage->identities);
    slots_reset(&lineage->children);
    lineage->known = 0;
}

uint64_t lineage_identity(const struct lineage *lineage, uint32_t task)
{
    return slots_get(&lineage->identities, task);
}

static void be_born(struct lineage *lineage, uint32_t task, uint32_t creator)
{
    uint64_t ordinal = ++*slots_at(&lineage->children, creator);
    uint64_t parent = lineage_identity(lineage, creator);
    uint64_t mixed = (parent * 31 + ordinal) * UINT64_C(0x9e3779b97f4a7c15);
    *slots_at(&lineage->identities, task) = task == 0 ? MAIN_IDENTITY : mixed | 1;
}

void lineage_see(struct lineage *lineage, const struct decision *decision)
{
    uint32_t known = lineage->known;
    for (size_t i = 0; i < decision->count; i++)
        if (decision->options[i].task >= known)
            known = decision->options[i].task + 1;
    while (lineage->known < known)
        be_born(lineage, lineage->known++, decision->current);
}

void lineage_of_run(struct lineage *lineage, const struct run *run)
{
    lineage_begin(lineage);
    for (uint32_t task = 0; task < run->task_count; task++)
        be_born(lineage, task, task == 0 ? 0 : run->tasks[task].parent);
}

void lineage_free(struct lineage *lineage)
{
    slots_free(&lineage->identities);
    slots_free(&lineage->children);
}
