/* SPDX-License-Identifier: MIT */
/* The verb replay: one recorded failure, seen again. Status 0: the same as was recorded; 1: not. */
#include "base/scope.h"
#include "report.h"
#include "scene.h"
#include "verb.h"

#include <string.h>

/* Says what was seen this time, and returns the exit status. */
static int compare(const struct scene *scene)
{
    cleanup_free char *seen = scene_message(scene);
    cleanup_free char *difference = scene_difference(scene);
    if (difference)
        printf("differs: %s\n", difference);
    else
        printf("%s: %s (%s): %s\n", scene->recorded.id ? "the same as reported" : "failed again",
               scene->oracle.id, failure_name(scene->verdict.kind), seen);
    return difference ? EXIT_BELOW : EXIT_DONE;
}

static void print_scene(const struct settings *settings, const struct scene *scene)
{
    if (settings->quiet)
        return;
    printf("%s\n\n", scene->heading);
    const size_t *critical;
    size_t count = scene_critical(scene, &critical);
    report_trace(stdout, report_style(settings), &scene->run, critical, count, scene->files);
    printf("\n");
}

static int save(const struct settings *settings, const struct scene *scene, struct error *err)
{
    if (!settings->save_schedule)
        return 0;
    if (scene->recorded.program)
        return error_set(err, ERROR_USAGE,
                         "--save-schedule: an exploration's report can be passed on as it is");
    return recorded_save(&scene->recorded, scene->assignment, settings->save_schedule, err);
}

static int replay(const struct settings *settings, struct scene *scene, struct error *err)
{
    if (scene_set(settings, scene, err) < 0 || save(settings, scene, err) < 0 ||
        sandbox_check(err) < 0)
        return -1;
    if (scene->changed)
        fprintf(stderr, "note: changed since the report was made: %s\n", scene->changed);
    if (scene_play(scene, err) < 0)
        return -1;
    print_scene(settings, scene);
    return compare(scene);
}

int verb_replay(const struct settings *settings, struct error *err)
{
    struct scene scene = {0};
    int result = replay(settings, &scene, err);
    if (result < 0 && scene.recorded.choices)
        fputs(scene.recorded.choices, stderr);
    scene_clear(&scene);
    return result;
}
