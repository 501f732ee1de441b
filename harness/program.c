/* SPDX-License-Identifier: MIT */
/* A built submission: its ELF, and the map from its code to the student's lines. */
#include "program.h"

#include "base/allocate.h"

#include <stdlib.h>

struct program *program_new(const struct build_result *build)
{
    struct program *program = allocate(sizeof *program);
    program->elf = copy_memory(build->program, build->program_size);
    program->size = build->program_size;
    program->is_static = build->is_static;
    program->source = source_map_new(program->elf, program->size, BUILD_FOLDER);
    return program;
}

void program_free(struct program *program)
{
    if (!program)
        return;
    source_map_free(program->source);
    free(program->elf);
    free(program);
}

const char *program_elf(const struct program *program, size_t *size)
{
    *size = program->size;
    return program->elf;
}
