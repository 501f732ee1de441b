/* SPDX-License-Identifier: MIT */
/* The verb replay: one recorded failure, seen again. Status 0: the same as was recorded; 1: not. */
#include "base/scope.h"
#include "debug.h"
#include "folder.h"
#include "report.h"
#include "scene.h"
#include "verb.h"
#include "walk.h"

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
    const size_t *critical;
    size_t count = scene_critical(scene, &critical);
    if (settings->quiet)
        return;
    printf("%s\n\n", scene->heading);
    if (settings->step)
        walk(scene, report_style(settings));
    else
        report_trace(stdout, report_style(settings), &scene->run, critical, count, scene->files);
    printf("\n");
}

static int write_page(const struct settings *settings, const struct scene *scene, struct error *err)
{
    cleanup_with(text_free) struct text page = {0};
    if (!settings->html)
        return 0;
    report_html(scene, &page);
    return file_replace(settings->html, page.data, page.length, err);
}

/* The step that gdb is wanted at: as asked for, else where the failure is decided. */
static size_t step_for_gdb(const struct settings *settings, const struct scene *scene)
{
    if (settings->at)
        return settings->at;
    return scene->recorded.critical_count ? scene->recorded.critical[0] + 1 : 1;
}

static int play_with_gdb(const struct settings *settings, struct scene *scene, struct error *err)
{
    struct debugger debugger = {0};
    struct pause pause = {.step = step_for_gdb(settings, scene),
                          .process = settings->process,
                          .stop = debugger_attach,
                          .context = &debugger};
    struct scenario patient = *scene->scenario;
    size_t size;
    const char *program = program_elf(scene->program, &size);
    int result = debugger_prepare(&debugger, scene->files, program, size, err);
    patient.limits.wall_ms = UINT64_C(24) * 3600 * 1000; /* a person thinks */
    scene->scenario = &patient;
    if (result == 0)
        result = scene_play(scene, &pause, err);
    scene->scenario = NULL;
    debugger_end(&debugger);
    if (result < 0)
        return -1;
    if (!pause.reached)
        return error_set(err, ERROR_USAGE, "step %zu isn't reached%s%s", pause.step,
                         pause.process ? ", or not after a step of " : "",
                         pause.process ? pause.process : "");
    if (debugger.attached)
        return 0;
    return error_set(err, ERROR_MACHINE,
                     "gdb couldn't attach: the process has ended by then, or it may not "
                     "(kernel.yama.ptrace_scope=1 needs root)");
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
    if (scene_build(scene, err) < 0)
        return -1;
    int played = settings->gdb ? play_with_gdb(settings, scene, err) : scene_play(scene, NULL, err);
    if (played < 0 || write_page(settings, scene, err) < 0)
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
