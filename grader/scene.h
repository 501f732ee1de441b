/* SPDX-License-Identifier: MIT */
/* A recorded failure made ready to be seen again: its files are read and built, and what was
 * recorded of it is at hand for comparison. */
#ifndef GRADER_SCENE_H
#define GRADER_SCENE_H

#include "assignment.h"
#include "handin.h"
#include "recorded.h"
#include "replay.h"
#include "testbed.h"

struct scene {
    struct recorded recorded;

    struct assignments assignments; /* of a submission */
    const struct assignment *assignment;
    const struct check *check;
    struct handin handin;
    struct build_result build;
    struct program *own_program;

    struct recipe recipe; /* of a plain program */
    struct testbed testbed;

    const struct handin *files; /* of either */
    const struct program *program;
    const struct scenario *scenario;
    struct oracle_check oracle;
    char *heading; /* what is replayed, in words */
    char *changed; /* what isn't as it was when the report was made; NULL: nothing is known */
    struct run run;
    struct verdict verdict;
};

/* Reads the record that the settings name, and what it is about. *scene is always to be cleared. */
MUST_CHECK int scene_set(const struct settings *settings, struct scene *scene, struct error *err);
void scene_clear(struct scene *scene);

/* Builds it. */
MUST_CHECK int scene_build(struct scene *scene, struct error *err);

/* Runs the recorded schedule, with a pause (NULL: none), and judges it. */
MUST_CHECK int scene_play(struct scene *scene, struct pause *pause, struct error *err);

/* What the failure is called now: printable, with the check's hint. free() it. */
char *scene_message(const struct scene *scene);

/* The steps to point at: those recorded, where the run is the same, else what the check blames.
 * Returns how many, in *steps. */
size_t scene_critical(const struct scene *scene, const size_t **steps);

/* What was seen this time and isn't as recorded, as a sentence; NULL: all is. free() it. */
char *scene_difference(const struct scene *scene);

#endif
