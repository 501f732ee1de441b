/* SPDX-License-Identifier: MIT */
/* Looks at a file, pieced together from read steps. A read that returned fewer bytes than it asked
 * for has seen the end of the file, as regular files are never read short. A read of nothing just
 * after such a one only confirms it; at the beginning of a look it means an empty file. */
#include "oracle_file.h"

#include "base/allocate.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The look that a process is taking. */
struct look {
    bool open;  /* it has read something since the last beginning */
    bool ended; /* it has seen the end, and hasn't gone back */
    size_t first, last;
    struct text text;
};

static void end_look(struct oracle_readings *readings, struct look *look, uint32_t process,
                     bool whole)
{
    if (!look->open)
        return;
    array_reserve(readings->items, readings->count, readings->capacity);
    readings->items[readings->count++] =
        (struct oracle_reading){process, look->first, look->last, text_steal(&look->text), whole};
    *look = (struct look){.ended = whole};
}

static void add_bytes(struct text *text, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\0')
            text_add_string(text, "\\x00");
        else
            text_add(text, &bytes[i], 1);
    }
}

static void read_on(struct oracle_readings *readings, struct look *look,
                    const struct oracle *oracle, size_t index)
{
    const struct step *step = &oracle->run->steps[index];
    if (step->result < 0 || (step->result == 0 && look->ended))
        return;
    if (!look->open)
        look->first = index;
    look->open = true;
    look->last = index;
    add_bytes(&look->text, oracle_bytes(oracle, step), step->size);
    if (step->result < step->argument)
        end_look(readings, look, oracle->run->tasks[step->task].process, true);
}

static bool begins_anew(const struct step *step)
{
    return step->operation == OPERATION_OPEN || step->operation == OPERATION_CREATE ||
           step->operation == OPERATION_SEEK;
}

struct oracle_readings oracle_file_readings(const struct oracle *oracle, const char *path)
{
    const struct run *run = oracle->run;
    struct oracle_readings readings = {0};
    struct look *looks = allocate((run->task_count + 1) * sizeof *looks);
    for (size_t i = 0; i < run->step_count; i++) {
        const struct step *step = &run->steps[i];
        uint32_t process = run->tasks[step->task].process;
        bool concerns = strcmp(oracle_object(oracle, step), path) == 0;
        if (begins_anew(step) && (concerns || step->operation == OPERATION_SEEK)) {
            end_look(&readings, &looks[process], process, false);
            looks[process].ended = false;
        } else if (concerns && step->operation == OPERATION_READ) {
            read_on(&readings, &looks[process], oracle, i);
        }
    }
    for (uint32_t i = 0; i < run->task_count; i++)
        end_look(&readings, &looks[i], i, false);
    free(looks);
    return readings;
}

void oracle_readings_free(struct oracle_readings *readings)
{
    for (size_t i = 0; i < readings->count; i++)
        free(readings->items[i].text);
    free(readings->items);
    *readings = (struct oracle_readings){0};
}

const struct file_image *oracle_file_final(const struct oracle *oracle, const char *path)
{
    const struct run *run = oracle->run;
    for (size_t i = 0; i < run->file_count; i++) {
        if (run->files[i].regular && strcmp(run->files[i].path, path) == 0)
            return &run->files[i];
    }
    return NULL;
}
