/* SPDX-License-Identifier: MIT */
/* Theory: two commands in the sandbox. The first compiles every .c to an object beside it, with the
 * instrumentation that the agent's hooks answer; the second links the objects, the agent and libmp
 * WITHOUT the sanitizer's own runtime. Each sees only what it needs. Static first, because a static
 * program starts and forks a quarter faster; where a library has no static archive, dynamic, and
 * the result says so.
 *
 * A tool that fails is the student's result with a sentence; a sandbox that fails is our error. */
#define _GNU_SOURCE
#include "build/build.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "build/diagnostics.h"
#include "build/linkage.h"
#include "build/toolchain.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "program.elf"

static const char *const compile_options[] = {
    "-std=gnu11",
    "-Wall",
    "-Wextra",
    "-g",
    "-O0",
    "-fsanitize=thread",
    "-fsanitize-coverage=trace-pc",
    "-fno-omit-frame-pointer",
    "-frandom-seed=0",
    "-pipe", /* no temporary files: their random names would show in the assembler's messages */
    "-I/runtime/include",
    NULL,
};

/* What only one of the compilers understands. */
static const char *const gcc_options[] = {
    "-fdiagnostics-format=json", "-fmax-errors=100", "-B/runtime/tools/", /* see assembler.c */
    /* a call announces itself, and in pieces */
    "-mmemcpy-strategy=libcall:-1:noalign", "-mmemset-strategy=libcall:-1:noalign", NULL};
static const char *const clang_options[] = {
    "-fno-caret-diagnostics", "-fno-color-diagnostics", "-ferror-limit=100",
    /* or of x++ only the write is announced, and the read comes too early */
    "-mllvm", "-tsan-instrument-read-before-write", NULL};

struct building {
    const struct build_spec *spec;
    const char *compiler; /* path inside */
    struct diagnostics diagnostics;
    struct sandbox_outcome compiled; /* holds the objects */
    char *reason;
};

static void add_all(struct command *command, const char *const *arguments)
{
    for (; *arguments; arguments++)
        command_add(command, *arguments);
}

static bool is_source(const char *path)
{
    size_t length = strlen(path);
    return length > 2 && strcmp(path + length - 2, ".c") == 0;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct sandbox_file *)left)->path,
                  ((const struct sandbox_file *)right)->path);
}

/* The sources as files of the sandbox, in an order that doesn't depend on who listed them. */
static struct sandbox_file *sorted_files(const struct build_spec *spec)
{
    struct sandbox_file *files = allocate((spec->file_count + 1) * sizeof *files);
    for (size_t i = 0; i < spec->file_count; i++)
        files[i] =
            (struct sandbox_file){spec->files[i].path, spec->files[i].data, spec->files[i].size};
    qsort(files, spec->file_count, sizeof *files, by_path);
    return files;
}

/* Objects lie together in one folder: two sources of one name would overwrite each other. */
static const char *find_twins(const struct sandbox_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (is_source(files[i].path) && is_source(files[j].path) &&
                strcmp(base_name(files[i].path), base_name(files[j].path)) == 0)
                return base_name(files[i].path);
    return NULL;
}

static void compile_command(const struct building *building, const struct sandbox_file *files,
                            struct command *command)
{
    const struct build_spec *spec = building->spec;
    command_add(command, building->compiler);
    add_all(command, compile_options);
    add_all(command, strstr(building->compiler, "clang") ? clang_options : gcc_options);
    for (size_t i = 0; i < spec->flag_count; i++)
        command_add(command, spec->flags[i]);
    command_add(command, "-c");
    for (size_t i = 0; i < spec->file_count; i++)
        if (is_source(files[i].path)) /* "./": a name may look like an option */
            command_add_copy(command, format_string("./%s", files[i].path));
}

static char *reason_of(const struct diagnostic *error)
{
    if (!*error->file)
        return format_string("it doesn't build: %s", error->message);
    if (!error->line)
        return format_string("it doesn't build: %s: %s", error->file, error->message);
    return format_string("it doesn't build: %s:%u: %s", error->file, error->line, error->message);
}

/* Sets the reason when the tool failed; true if it did. */
static bool judge(struct building *building, const struct sandbox_outcome *outcome,
                  const char *said)
{
    const char *excuse = toolchain_excuse(outcome, said);
    const struct diagnostic *error = diagnostics_first_error(&building->diagnostics);
    if (outcome->end == SANDBOX_EXITED && outcome->status == 0)
        return false;
    if (excuse)
        building->reason = copy_string(excuse);
    else if (error)
        building->reason = reason_of(error);
    else
        building->reason = copy_string("it doesn't build, and the compiler doesn't say why");
    return true;
}

static int compile(struct building *building, const struct sandbox_file *files, struct error *err)
{
    __attribute__((cleanup(command_clear))) struct command command = {0};
    cleanup_with(text_free) struct text said = {0};
    struct sandbox_outcome *outcome = &building->compiled;
    compile_command(building, files, &command);
    if (toolchain_run(&command, files, building->spec->file_count, outcome, err) < 0)
        return -1;
    diagnostics_read(&building->diagnostics, outcome->output, outcome->output_size, &said);
    judge(building, outcome, said.data ? said.data : "");
    return 0;
}

/* The objects of our sources, and nothing else that the compiler may have been made to leave. */
static struct sandbox_file *pick_objects(const struct building *building,
                                         const struct sandbox_file *files, size_t *count)
{
    size_t total = building->spec->file_count;
    struct sandbox_file *objects = allocate((total + 1) * sizeof *objects);
    *count = 0;
    for (size_t i = 0; i < total; i++) {
        const char *name = base_name(files[i].path);
        size_t length = strlen(name);
        for (size_t j = 0; is_source(name) && j < building->compiled.file_count; j++) {
            const struct file_image *image = &building->compiled.files[j];
            if (image->regular && strlen(image->path) == length &&
                strncmp(image->path, name, length - 1) == 0 && image->path[length - 1] == 'o')
                objects[(*count)++] = (struct sandbox_file){image->path, image->data, image->size};
        }
    }
    return objects;
}

/* Is there a form of the library that a static program can take in? */
static bool has_archive(const char *library)
{
    static const char *const folders[] = {"/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib",
                                          "/usr/local/lib"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        cleanup_free char *path = format_string("%s/lib%s.a", folders[i], library);
        if (access(path, R_OK) == 0)
            return true;
    }
    return false;
}

static bool all_archives(const struct build_spec *spec)
{
    for (size_t i = 0; i < spec->library_count; i++)
        if (!has_archive(spec->libraries[i]))
            return false;
    return true;
}

static void link_command(const struct building *building, const struct sandbox_file *objects,
                         size_t count, bool is_static, struct command *command)
{
    const struct build_spec *spec = building->spec;
    command_add(command, building->compiler);
    if (is_static)
        command_add(command, "-static");
    if (access("/usr/bin/ld.gold", X_OK) == 0) /* takes half the time of the default one */
        command_add(command, "-fuse-ld=gold");
    command_add(command, "-no-pie");
    command_add(command, "-Wl,--build-id=none");
    command_add(command, "@/runtime/link-options");
    command_add(command, "-o");
    command_add(command, PROGRAM);
    command_add(command, "/runtime/agent.o");
    for (size_t i = 0; i < count; i++)
        command_add_copy(command, format_string("./%s", objects[i].path));
    command_add(command, "/runtime/text_ends.o");
    for (size_t i = 0; i < spec->library_count; i++)
        if (!is_static || has_archive(spec->libraries[i]))
            command_add_copy(command, format_string("-l%s", spec->libraries[i]));
    command_add(command, "/runtime/libmp.a");
    command_add(command, "-lm");
    command_add(command, "-pthread");
}

static void take_program(struct building *building, struct sandbox_outcome *outcome,
                         struct build_result *result)
{
    for (size_t i = 0; i < outcome->file_count; i++)
        if (outcome->files[i].regular && strcmp(outcome->files[i].path, PROGRAM) == 0) {
            result->program_size = outcome->files[i].size;
            result->program = steal_pointer(&outcome->files[i].data);
        }
    if (!result->program)
        building->reason = copy_string("it doesn't build: the linker made no program");
}

static int refuse_library(const char *output, struct error *err)
{
    const char *name = strstr(output, "cannot find -l") + strlen("cannot find -l");
    return error_set(err, ERROR_MACHINE, "the library %.*s isn't installed here",
                     (int)strcspn(name, ":\n"), name);
}

/* Static is faster to run. A library without an archive is left out at first: few submissions use
 * what they may use. One that does is linked again, dynamically. */
static int link_objects(struct building *building, const struct sandbox_file *objects, size_t count,
                        struct build_result *result, struct error *err)
{
    bool last_try = all_archives(building->spec);
    for (int is_static = 1; is_static >= 0; is_static--) {
        __attribute__((cleanup(command_clear))) struct command command = {0};
        cleanup_with(sandbox_outcome_clear) struct sandbox_outcome outcome = {0};
        link_command(building, objects, count, is_static, &command);
        if (toolchain_run(&command, objects, count, &outcome, err) < 0)
            return -1;
        bool failed = outcome.end != SANDBOX_EXITED || outcome.status != 0;
        if (failed && is_static && !last_try)
            continue;
        if (linkage_lacks_library(outcome.output, outcome.output_size))
            return refuse_library(outcome.output, err);
        result->is_static = is_static;
        if (outcome.status != 0)
            linkage_read(&building->diagnostics, outcome.output, outcome.output_size);
        if (!judge(building, &outcome, outcome.output))
            take_program(building, &outcome, result);
        break;
    }
    return 0;
}

/* What makes compiling pointless; NULL when nothing does. */
static char *refuse_files(const struct sandbox_file *files, size_t count)
{
    const char *twin = find_twins(files, count);
    if (twin)
        return format_string("two source files are called %s", twin);
    for (size_t i = 0; i < count; i++)
        if (is_source(files[i].path))
            return NULL;
    return copy_string("there is no .c file");
}

static int build(struct building *building, struct build_result *result, struct error *err)
{
    cleanup_free struct sandbox_file *files = sorted_files(building->spec);
    building->reason = refuse_files(files, building->spec->file_count);
    if (building->reason)
        return 0;
    if (compile(building, files, err) < 0)
        return -1;
    if (building->reason)
        return 0;
    size_t count;
    cleanup_free struct sandbox_file *objects = pick_objects(building, files, &count);
    return link_objects(building, objects, count, result, err);
}

int build_program(const struct build_spec *spec, struct build_result *result, struct error *err)
{
    *result = (struct build_result){0};
    const char *compiler = spec->compiler ? spec->compiler : "gcc";
    cleanup_free char *path = format_string("/usr/bin/%s", compiler);
    struct building building = {.spec = spec, .compiler = path};
    int failed = build(&building, result, err);
    sandbox_outcome_clear(&building.compiled);
    result->diagnostics = building.diagnostics.rows;
    result->diagnostic_count = building.diagnostics.count;
    result->diagnostics_truncated = building.diagnostics.truncated;
    result->reason = building.reason;
    result->ok = !failed && !building.reason;
    if (failed)
        build_result_clear(result);
    return failed;
}

void build_result_clear(struct build_result *result)
{
    struct diagnostics list = {.rows = result->diagnostics, .count = result->diagnostic_count};
    diagnostics_clear(&list);
    free(result->reason);
    free(result->program);
    *result = (struct build_result){0};
}
