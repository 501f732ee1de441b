/* SPDX-License-Identifier: MIT */
/* A stage: sandbox and director of one scenario, joined.
 *
 *   open:  sandbox_open ─▶ director_new (the fork server is ready)
 *   run:   sandbox_reset (files, process ids) ─▶ director_run ─▶ sandbox_collect
 *   fail:  the sandbox is closed and opened again; what the kernel's memory limit did is told as
 *          the end of the run, everything else is an error of ours
 */
#include "stage.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "director/director.h"
#include "program.h"

#include <stdlib.h>
#include <string.h>

struct stage {
    const struct program *program;
    const struct scenario *scenario;
    struct limits limits;
    struct sandbox *sandbox;
    struct director *director;
    struct watched_word *watched; /* of private memory, by address */
    size_t watched_count;
    struct pause *pause; /* NULL: none */
    struct run *run;     /* the one that is being made */
    pid_t chosen;        /* the process that `pause` names, once it has taken a step */
    uint64_t peak_memory;
};

static char **arguments_of(const struct scenario *scenario)
{
    char **arguments = allocate((scenario->argument_count + 2) * sizeof *arguments);
    static char name[] = "/program";
    arguments[0] = name;
    for (size_t i = 0; i < scenario->argument_count; i++)
        arguments[i + 1] = (char *)scenario->arguments[i];
    return arguments;
}

static struct sandbox_file *files_of(const struct stage *stage)
{
    const struct scenario *scenario = stage->scenario;
    struct sandbox_file *files = allocate((scenario->file_count + 1) * sizeof *files);
    files[0] = (struct sandbox_file){"/program", stage->program->elf, stage->program->size};
    for (size_t i = 0; i < scenario->file_count; i++)
        files[i + 1] = scenario->files[i];
    return files;
}

static int open_sandbox(struct stage *stage, struct error *err)
{
    static char path[] = "PATH=/usr/bin:/bin", home[] = "HOME=" BUILD_FOLDER, language[] = "LANG=C",
                zone[] = "TZ=UTC";
    static char *const environment[] = {path, home, language, zone, NULL};
    cleanup_free char **arguments = arguments_of(stage->scenario);
    cleanup_free struct sandbox_file *files = files_of(stage);
    size_t views = 0;
    const struct sandbox_view *shared = stage->scenario->tools      ? build_tool_views(&views)
                                        : stage->program->is_static ? NULL
                                                                    : build_shared_views(&views);
    struct sandbox_spec spec = {
        .argv = arguments,
        .envp = environment,
        .views = shared,
        .view_count = views,
        .files = files,
        .file_count = stage->scenario->file_count + 1,
        .input = stage->scenario->input,
        .input_size = stage->scenario->input_size,
        .knows_itself = true,
        .limits = stage->limits,
    };
    return sandbox_open(&spec, &stage->sandbox, err);
}

static int start(struct stage *stage, struct error *err)
{
    if (open_sandbox(stage, err) < 0)
        return -1;
    struct director_target target = {.listener = sandbox_listener(stage->sandbox),
                                     .server = sandbox_program(stage->sandbox),
                                     .output = sandbox_stream(stage->sandbox, 1),
                                     .error = sandbox_stream(stage->sandbox, 2),
                                     .folder = BUILD_FOLDER,
                                     .has_input = stage->scenario->input};
    if (director_new(&target, stage->limits, &stage->director, err) < 0)
        return -1;
    director_watch(stage->director, stage->watched, stage->watched_count);
    return 0;
}

static void stop(struct stage *stage)
{
    director_free(stage->director);
    stage->director = NULL;
    if (stage->sandbox) {
        uint64_t peak = sandbox_peak_memory(stage->sandbox);
        stage->peak_memory = peak > stage->peak_memory ? peak : stage->peak_memory;
        sandbox_close(stage->sandbox);
    }
    stage->sandbox = NULL;
}

int stage_open(const struct program *program, const struct scenario *scenario, struct stage **stage,
               struct error *err)
{
    struct stage *new = allocate(sizeof *new);
    new->program = program;
    new->scenario = scenario;
    new->limits = limits_with_defaults(scenario->limits);
    if (start(new, err) < 0) {
        stage_close(new);
        return -1;
    }
    *stage = new;
    return 0;
}

void stage_close(struct stage *stage)
{
    if (!stage)
        return;
    stop(stage);
    free(stage->watched);
    free(stage);
}

void stage_watch(struct stage *stage, const struct shared_words *words)
{
    free(stage->watched);
    stage->watched = copy_memory(words->words, words->count * sizeof *words->words);
    stage->watched_count = words->count;
    director_watch(stage->director, stage->watched, stage->watched_count);
}

void stage_set_pause(struct stage *stage, struct pause *pause)
{
    stage->pause = pause;
    stage->chosen = 0;
}

/* Called for each step as it is recorded, its task held. */
static void consider_pause(struct stage *stage, pid_t task)
{
    struct pause *pause = stage->pause;
    const struct run *run = stage->run;
    const char *name = run->tasks[run->steps[run->step_count - 1].task].path;
    if (!pause->process || strcmp(name, pause->process) == 0)
        stage->chosen = task;
    if (pause->reached || run->step_count < pause->step || !stage->chosen)
        return;
    pause->reached = true;
    pause->stop(pause->context, stage->chosen);
}

static bool lies_in_memory(const struct object *object)
{
    return object->class == OBJECT_MEMORY || object->class == OBJECT_LOCK;
}

/* A lock has one name; of a word of memory, every access may mean another part. */
static void name_object(struct stage *stage, pid_t task, struct location *where)
{
    struct run *run = stage->run;
    struct object *object = &run->objects[run->steps[run->step_count - 1].object];
    if (!lies_in_memory(object))
        return;
    where->variable = source_map_variable(stage->program->source, task);
    if (!where->variable || object->class != OBJECT_LOCK)
        return;
    free(object->name);
    object->name = copy_string(where->variable);
}

static void locate(void *context, pid_t task, struct location *where)
{
    struct stage *stage = context;
    source_map_locate(stage->program->source, task, where);
    name_object(stage, task, where);
    if (stage->pause)
        consider_pause(stage, task);
}

/* The memory limit took something down: that is how the run ended. A new sandbox counts anew. */
static int restart(struct stage *stage, struct run *run, struct error *err)
{
    run->end = RUN_LIMIT;
    free(run->detail);
    run->detail = format_string("it used more than %llu MiB of memory",
                                (unsigned long long)(stage->limits.memory >> 20));
    stop(stage);
    return start(stage, err);
}

int stage_run(struct stage *stage, struct chooser chooser, bool located, struct run *run,
              struct error *err)
{
    if (sandbox_reset(stage->sandbox, err) < 0)
        return -1;
    struct locator locator = {located ? locate : NULL, stage};
    stage->run = run;
    int result = director_run(stage->director, chooser, stage->scenario->faults, locator, run, err);
    if (sandbox_out_of_memory(stage->sandbox))
        return restart(stage, run, err);
    if (result < 0)
        return -1;
    return sandbox_collect(stage->sandbox, &run->files, &run->file_count, err);
}

uint64_t stage_peak_memory(const struct stage *stage)
{
    uint64_t now = sandbox_peak_memory(stage->sandbox);
    return now > stage->peak_memory ? now : stage->peak_memory;
}
