/* SPDX-License-Identifier: MIT */
/* From JSON to struct assignment. Each level of the format is a table of keys; what a table can't
 * say (sums, references, uniqueness) follows as checks. Strings stay in the document. */
#include "assignment.h"

#include "base/allocate.h"
#include "explore/strategy.h"
#include "moment.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_BUDGET = 1000, TOTAL_POINTS = 100 };

struct limits_spec {
    uint64_t tasks, memory_mib, file_mib, files, descriptors, output_kib, steps, virtual_seconds,
        wall_ms, cpu_seconds;
};

struct top_spec {
    const char *schema, *id, *title, *kind, *strategy, *deadline;
    const cJSON *files, *build, *limits, *late, *scenarios, *checks;
    uint64_t budget;
};

struct scenario_spec {
    const char *id, *title, *input, *strategy;
    struct strings arguments, faults;
    const cJSON *files, *limits;
    uint64_t budget;
};

struct check_spec {
    const char *id, *title, *visibility, *hint, *why, *lecture;
    double points;
    struct strings scenarios;
};

#define KEY(type, owner, field, needed)                                                            \
    {                                                                                              \
#field, SPEC_##type, offsetof(struct owner, field), needed                                 \
    }

static const struct spec_key top_keys[] = {
    KEY(TEXT, top_spec, schema, true),    KEY(NAME, top_spec, id, true),
    KEY(LINE, top_spec, title, true),     KEY(TEXT, top_spec, kind, true),
    KEY(OBJECT, top_spec, files, true),   KEY(OBJECT, top_spec, build, false),
    KEY(OBJECT, top_spec, limits, false), KEY(COUNT, top_spec, budget, false),
    KEY(TEXT, top_spec, strategy, false), KEY(TEXT, top_spec, deadline, false),
    KEY(OBJECT, top_spec, late, false),   KEY(ARRAY, top_spec, scenarios, true),
    KEY(ARRAY, top_spec, checks, true),   {0},
};

static const struct spec_key limit_keys[] = {
    KEY(COUNT, limits_spec, tasks, false),
    KEY(COUNT, limits_spec, memory_mib, false),
    KEY(COUNT, limits_spec, file_mib, false),
    KEY(COUNT, limits_spec, files, false),
    KEY(COUNT, limits_spec, descriptors, false),
    KEY(COUNT, limits_spec, output_kib, false),
    KEY(COUNT, limits_spec, steps, false),
    KEY(COUNT, limits_spec, virtual_seconds, false),
    KEY(COUNT, limits_spec, wall_ms, false),
    KEY(COUNT, limits_spec, cpu_seconds, false),
    {0},
};

static const struct spec_key late_keys[] = {
    KEY(DAYS, late_policy, accept_days, false),
    KEY(PERCENT, late_policy, penalty_per_day, false),
    {0},
};

static const struct spec_key scenario_keys[] = {
    KEY(NAME, scenario_spec, id, true),
    KEY(LINE, scenario_spec, title, false),
    KEY(STRINGS, scenario_spec, arguments, false),
    KEY(OBJECT, scenario_spec, files, false),
    KEY(TEXT, scenario_spec, input, false),
    KEY(STRINGS, scenario_spec, faults, false),
    KEY(OBJECT, scenario_spec, limits, false),
    KEY(COUNT, scenario_spec, budget, false),
    KEY(TEXT, scenario_spec, strategy, false),
    {0},
};

static const struct spec_key check_keys[] = {
    KEY(NAME, check_spec, id, true),
    KEY(LINE, check_spec, title, true),
    KEY(PERCENT, check_spec, points, true),
    KEY(TEXT, check_spec, visibility, false),
    KEY(STRINGS, check_spec, scenarios, false),
    KEY(LINE, check_spec, hint, false),
    KEY(LINE, check_spec, why, false),
    KEY(LINE, check_spec, lecture, false),
    {0},
};

static const char *const visibilities[] = {"visible", "hidden", "after_due"};

const char *visibility_name(enum visibility visibility)
{
    return visibilities[visibility];
}

/* Reads limits over those that are already in *limits. */
static int read_limits(const cJSON *object, const char *where, struct limits *limits,
                       struct error *err)
{
    struct limits_spec spec = {.tasks = limits->tasks,
                               .memory_mib = limits->memory >> 20,
                               .file_mib = limits->file_bytes >> 20,
                               .files = limits->files,
                               .descriptors = limits->descriptors,
                               .output_kib = limits->output >> 10,
                               .steps = limits->steps,
                               .virtual_seconds = limits->virtual_time / 1000000000,
                               .wall_ms = limits->wall_ms,
                               .cpu_seconds = limits->cpu_seconds};
    if (object && spec_read(object, where, limit_keys, &spec, err) < 0)
        return -1;
    *limits = (struct limits){.tasks = spec.tasks,
                              .memory = spec.memory_mib << 20,
                              .file_bytes = spec.file_mib << 20,
                              .files = spec.files,
                              .descriptors = spec.descriptors,
                              .output = spec.output_kib << 10,
                              .steps = spec.steps,
                              .virtual_time = spec.virtual_seconds * 1000000000,
                              .wall_ms = spec.wall_ms,
                              .cpu_seconds = spec.cpu_seconds};
    return 0;
}

static int read_files(const struct top_spec *top, struct assignment *assignment, struct error *err)
{
    struct {
        struct strings required, allowed;
    } files = {0};
    const struct spec_key keys[] = {
        {"required", SPEC_PLAINS, (char *)&files.required - (char *)&files, true},
        {"allowed", SPEC_PLAINS, (char *)&files.allowed - (char *)&files, false},
        {0},
    };
    int result = spec_read(top->files, "files.", keys, &files, err);
    assignment->required = files.required.items;
    assignment->required_count = files.required.count;
    assignment->allowed = files.allowed.items;
    assignment->allowed_count = files.allowed.count;
    if (result == 0 && !files.required.count)
        return error_set(err, ERROR_USAGE, "files.required: must name at least one file");
    return result;
}

static int read_build(const struct top_spec *top, struct strings *provided,
                      struct assignment *assignment, struct error *err)
{
    struct {
        struct strings flags, libraries, provided;
        const char *compiler;
    } build = {0};
    const struct spec_key keys[] = {
        {"flags", SPEC_STRINGS, (char *)&build.flags - (char *)&build, false},
        {"libraries", SPEC_STRINGS, (char *)&build.libraries - (char *)&build, false},
        {"provided", SPEC_STRINGS, (char *)&build.provided - (char *)&build, false},
        {"compiler", SPEC_TEXT, (char *)&build.compiler - (char *)&build, false},
        {0},
    };
    int result = top->build ? spec_read(top->build, "build.", keys, &build, err) : 0;
    assignment->flags = build.flags;
    assignment->libraries = build.libraries;
    assignment->compiler = build.compiler;
    *provided = build.provided;
    if (result == 0 && build.compiler && strcmp(build.compiler, "gcc") != 0 &&
        strcmp(build.compiler, "clang") != 0)
        return error_set(err, ERROR_USAGE, "build.compiler: must be gcc or clang");
    return result;
}

static int read_deadline(const struct top_spec *top, struct assignment *assignment,
                         struct error *err)
{
    if (!top->deadline)
        return top->late ? error_set(err, ERROR_USAGE, "late: needs a deadline") : 0;
    assignment->has_deadline = true;
    if (!moment_parse(top->deadline, &assignment->deadline))
        return error_set(err, ERROR_USAGE,
                         "deadline: must look like 2026-12-01T23:59:59+01:00 (or end with Z)");
    return top->late ? spec_read(top->late, "late.", late_keys, &assignment->late, err) : 0;
}

static int check_strategy(const char *name, const char *where, struct error *err)
{
    if (name && strcmp(name, "portfolio") != 0 && !strategy_find(name))
        return error_set(err, ERROR_USAGE, "%sstrategy: there is no strategy '%s'", where, name);
    return 0;
}

static int read_scenario_files(const cJSON *files, const char *where, struct scenario *scenario,
                               struct error *err)
{
    struct sandbox_file *list = allocate(((size_t)cJSON_GetArraySize(files) + 1) * sizeof *list);
    scenario->files = list;
    const cJSON *file;
    cJSON_ArrayForEach (file, files) {
        if (!cJSON_IsString(file) || !*file->string || *file->string == '/' ||
            strstr(file->string, ".."))
            return error_set(err, ERROR_USAGE,
                             "%sfiles.%s: must be a name below the folder with a "
                             "text",
                             where, file->string);
        list[scenario->file_count++] = (struct sandbox_file){
            .path = file->string, .data = file->valuestring, .size = strlen(file->valuestring)};
    }
    return 0;
}

static int read_faults(const struct strings *names, const char *where, unsigned *faults,
                       struct error *err)
{
    for (size_t i = 0; i < names->count; i++) {
        int fault = fault_from_name(names->items[i]);
        if (fault < 0)
            return error_set(err, ERROR_USAGE, "%sfaults: there is no fault '%s'", where,
                             names->items[i]);
        *faults |= (unsigned)fault;
    }
    return 0;
}

/* *scenario holds the assignment's own limits, budget and strategy before. */
static int read_scenario(const cJSON *object, const char *where, struct scenario *scenario,
                         struct error *err)
{
    struct scenario_spec spec = {.budget = scenario->budget, .strategy = scenario->strategy};
    int result = spec_read(object, where, scenario_keys, &spec, err);
    scenario->id = spec.id;
    scenario->arguments = spec.arguments.items;
    scenario->argument_count = spec.arguments.count;
    scenario->input = spec.input;
    scenario->input_size = spec.input ? strlen(spec.input) : 0;
    scenario->budget = spec.budget;
    scenario->strategy = spec.strategy;
    cleanup_free char *limits_where = format_string("%slimits.", where);
    if (result == 0)
        result = read_faults(&spec.faults, where, &scenario->faults, err);
    free(spec.faults.items);
    if (result < 0 || check_strategy(spec.strategy, where, err) < 0 ||
        read_limits(spec.limits, limits_where, &scenario->limits, err) < 0)
        return -1;
    return read_scenario_files(spec.files, where, scenario, err);
}

static int read_scenarios(const struct top_spec *top, const struct scenario *defaults,
                          struct assignment *assignment, struct error *err)
{
    size_t count = (size_t)cJSON_GetArraySize(top->scenarios);
    assignment->scenarios = allocate(count * sizeof *assignment->scenarios);
    const cJSON *object;
    cJSON_ArrayForEach (object, top->scenarios) {
        size_t at = assignment->scenario_count++;
        cleanup_free char *where = format_string("scenarios[%zu].", at);
        struct scenario *scenario = &assignment->scenarios[at];
        *scenario = *defaults;
        if (read_scenario(object, where, scenario, err) < 0)
            return -1;
        for (size_t i = 0; i < at; i++)
            if (strcmp(assignment->scenarios[i].id, scenario->id) == 0)
                return error_set(err, ERROR_USAGE, "%sid: %s is there twice", where, scenario->id);
    }
    return 0;
}

static int select_scenarios(const struct strings *ids, const char *where,
                            const struct assignment *assignment, struct check *check,
                            struct error *err)
{
    check->scenarios = allocate(assignment->scenario_count * sizeof *check->scenarios);
    for (size_t i = 0; i < assignment->scenario_count; i++)
        check->scenarios[i] = !ids->count;
    for (size_t k = 0; k < ids->count; k++) {
        size_t at = 0;
        while (at < assignment->scenario_count &&
               strcmp(assignment->scenarios[at].id, ids->items[k]) != 0)
            at++;
        if (at == assignment->scenario_count)
            return error_set(err, ERROR_USAGE, "%sscenarios: there is no scenario '%s'", where,
                             ids->items[k]);
        check->scenarios[at] = true;
    }
    return 0;
}

static int read_check(const cJSON *object, const char *where, const struct assignment *assignment,
                      struct check *check, struct error *err)
{
    struct check_spec spec = {.visibility = "visible"};
    int result = spec_read(object, where, check_keys, &spec, err);
    *check = (struct check){.id = spec.id,
                            .title = spec.title,
                            .points = spec.points,
                            .hint = spec.hint,
                            .why = spec.why,
                            .lecture = spec.lecture};
    if (result == 0)
        result = select_scenarios(&spec.scenarios, where, assignment, check, err);
    free(spec.scenarios.items);
    if (result < 0)
        return -1;
    for (int i = 0; i < (int)(sizeof visibilities / sizeof *visibilities); i++)
        if (strcmp(visibilities[i], spec.visibility) == 0) {
            check->visibility = (enum visibility)i;
            return 0;
        }
    return error_set(err, ERROR_USAGE, "%svisibility: must be visible, hidden or after_due", where);
}

static int read_checks(const struct top_spec *top, struct assignment *assignment, struct error *err)
{
    size_t count = (size_t)cJSON_GetArraySize(top->checks);
    assignment->checks = allocate(count * sizeof *assignment->checks);
    const cJSON *object;
    cJSON_ArrayForEach (object, top->checks) {
        size_t at = assignment->check_count++;
        cleanup_free char *where = format_string("checks[%zu].", at);
        struct check *check = &assignment->checks[at];
        if (read_check(object, where, assignment, check, err) < 0)
            return -1;
        for (size_t i = 0; i < at; i++)
            if (strcmp(assignment->checks[i].id, check->id) == 0)
                return error_set(err, ERROR_USAGE, "%sid: %s is there twice", where, check->id);
    }
    double total = assignment_max_score(assignment);
    if (fabs(total - TOTAL_POINTS) > 1e-9)
        return error_set(err, ERROR_USAGE, "checks: the points add up to %g, not to %d", total,
                         TOTAL_POINTS);
    return 0;
}

/* Provided files by their paths; assignment.c reads them. */
static void keep_provided(struct strings *provided, struct assignment *assignment)
{
    assignment->provided = allocate((provided->count + 1) * sizeof *assignment->provided);
    for (size_t i = 0; i < provided->count; i++)
        assignment->provided[i] = (struct source_file){.path = provided->items[i], .trusted = true};
    assignment->provided_count = provided->count;
    free(provided->items);
}

static int check_kind(const struct top_spec *top, struct assignment *assignment, struct error *err)
{
    assignment->is_library = strcmp(top->kind, "library") == 0;
    if (!assignment->is_library && strcmp(top->kind, "program") != 0)
        return error_set(err, ERROR_USAGE, "kind: must be program or library");
    bool has_source = false;
    for (size_t i = 0; i < assignment->provided_count; i++) {
        const char *path = assignment->provided[i].path;
        size_t length = strlen(path);
        has_source |= length > 2 && strcmp(path + length - 2, ".c") == 0;
    }
    if (assignment->is_library && !has_source)
        return error_set(err, ERROR_USAGE, "build.provided: a library needs a driver (a .c file)");
    return 0;
}

int assignment_parse(cJSON *document, struct assignment *assignment, struct error *err)
{
    *assignment = (struct assignment){.document = document};
    struct top_spec top = {.budget = DEFAULT_BUDGET, .strategy = "portfolio"};
    if (spec_read(document, "", top_keys, &top, err) < 0)
        return -1;
    if (strcmp(top.schema, "mpgrade.assignment/1") != 0)
        return error_set(err, ERROR_USAGE, "schema: must be mpgrade.assignment/1");
    assignment->id = top.id;
    assignment->title = top.title;
    struct scenario defaults = {.budget = top.budget, .strategy = top.strategy};
    struct strings provided;
    int result = read_build(&top, &provided, assignment, err);
    keep_provided(&provided, assignment);
    if (result < 0 || check_kind(&top, assignment, err) < 0 ||
        read_files(&top, assignment, err) < 0 || read_deadline(&top, assignment, err) < 0 ||
        check_strategy(top.strategy, "", err) < 0 ||
        read_limits(top.limits, "limits.", &defaults.limits, err) < 0 ||
        read_scenarios(&top, &defaults, assignment, err) < 0)
        return -1;
    return read_checks(&top, assignment, err);
}
