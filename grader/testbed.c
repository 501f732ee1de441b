/* SPDX-License-Identifier: MIT */
/* From a recipe to a program that can be run, and the digests by which a later run knows whether it
 * is still the same. */
#define _GNU_SOURCE
#include "testbed.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "mishap.h"
#include "name.h"
#include "result.h"
#include "testbed_files.h"

#include <stdlib.h>
#include <string.h>

static void add_word(struct strings *list, char *word)
{
    list->items = reallocate(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = word;
}

static void split_options(const struct recipe *recipe, struct testbed *testbed)
{
    size_t length;
    const char *at = recipe->cflags, *word;
    while ((word = recipe_word(&at, " \t", &length)))
        add_word(&testbed->flags, format_string("%.*s", (int)length, word));
    if (recipe->sync_only)
        add_word(&testbed->flags, copy_string("-fno-sanitize=thread"));
    at = recipe->libraries;
    while ((word = recipe_word(&at, " \t,", &length))) {
        size_t prefix = length > 2 && strncmp(word, "-l", 2) == 0 ? 2 : 0;
        add_word(&testbed->libraries, format_string("%.*s", (int)(length - prefix), word + prefix));
    }
}

static void select_checks(const struct recipe *recipe, struct testbed *testbed)
{
    for (const struct oracle_check *check = mishap_checks(); check->id; check++) {
        size_t length;
        const char *at = recipe->fail_on, *word;
        while ((word = recipe_word(&at, ",", &length)))
            if (strlen(check->id) == length && strncmp(check->id, word, length) == 0)
                break;
        if (!word)
            continue;
        testbed->checks =
            reallocate(testbed->checks, testbed->check_count + 1, sizeof *testbed->checks);
        testbed->checks[testbed->check_count++] = *check;
    }
}

static void describe_file(struct text *list, const char *kind, const char *name, const char *data,
                          size_t size)
{
    char digest[DIGEST_SIZE];
    object_digest(data ? data : "", size, digest);
    text_add_format(list, "%s %s %s\n", kind, digest, name);
}

static void compute_digest(const struct recipe *recipe, struct testbed *testbed)
{
    cleanup_with(text_free) struct text list = {0};
    for (size_t i = 0; i < testbed->program.count; i++)
        describe_file(&list, "source", testbed->program.files[i].path,
                      testbed->program.files[i].data, testbed->program.files[i].size);
    object_digest(list.data, list.length, testbed->program.digest);
    for (size_t i = 0; i < testbed->file_count; i++)
        describe_file(&list, "file", testbed->files[i].path, testbed->files[i].data,
                      testbed->files[i].size);
    describe_file(&list, "input", "", testbed->input.data, testbed->input.size);
    for (size_t i = 0; i < recipe->arguments.count; i++)
        text_add_format(&list, "argument %s\n", recipe->arguments.items[i]);
    text_add_format(&list, "%s\n%s\n%u %llu %llu %d\n%s", recipe->cflags, recipe->libraries,
                    testbed->scenario.faults, (unsigned long long)recipe->steps,
                    (unsigned long long)recipe->tasks, recipe->sync_only, recipe->exit_ok);
    object_digest(list.data, list.length, testbed->digest);
}

int testbed_load(const struct recipe *recipe, struct testbed *testbed, struct error *err)
{
    unsigned faults = 0;
    uint64_t tasks = 0;
    *testbed = (struct testbed){0};
    if (testbed_read_sources(recipe, &testbed->program, err) < 0 ||
        testbed_read_inputs(recipe, testbed, err) < 0 ||
        recipe_exit_codes(recipe, testbed->accepted, err) < 0 ||
        recipe_tasks(recipe, &tasks, err) < 0 || recipe_faults(recipe, &faults, err) < 0)
        return -1;
    split_options(recipe, testbed);
    select_checks(recipe, testbed);
    testbed->scenario = (struct scenario){
        .id = "explore",
        .arguments = recipe->arguments.items,
        .argument_count = recipe->arguments.count,
        .files = testbed->files,
        .file_count = testbed->file_count,
        .input = testbed->input.data,
        .input_size = testbed->input.size,
        .faults = faults,
        .limits = {.steps = recipe->steps, .tasks = tasks},
        .accepted = *recipe->exit_ok ? testbed->accepted : NULL,
        .tools = true,
    };
    compute_digest(recipe, testbed);
    return 0;
}

int testbed_build(struct testbed *testbed, struct error *err)
{
    const struct build_spec spec = {
        .files = testbed->program.files,
        .file_count = testbed->program.count,
        .flags = testbed->flags.items,
        .flag_count = testbed->flags.count,
        .libraries = testbed->libraries.items,
        .library_count = testbed->libraries.count,
    };
    if (build_program(&spec, &testbed->build, err) < 0)
        return error_wrap(err, "the program can't be built");
    if (testbed->build.ok)
        testbed->built = program_new(&testbed->build);
    return 0;
}

static void clear_strings(struct strings *strings)
{
    for (size_t i = 0; i < strings->count; i++)
        free((void *)strings->items[i]);
    free(strings->items);
}

void testbed_clear(struct testbed *testbed)
{
    program_free(testbed->built);
    build_result_clear(&testbed->build);
    handin_clear(&testbed->program);
    entry_clear(&testbed->input);
    for (size_t i = 0; i < testbed->file_count; i++) {
        free((void *)testbed->files[i].path);
        free((void *)testbed->files[i].data);
    }
    free(testbed->files);
    clear_strings(&testbed->flags);
    clear_strings(&testbed->libraries);
    free(testbed->checks);
    *testbed = (struct testbed){0};
}

void testbed_name_failure(const struct testbed *testbed, const char *kind, const char *schedule,
                          char id[FAILURE_ID_SIZE])
{
    cleanup_with(text_free) struct text key = {0};
    text_add_format(&key, "%s %s ", testbed->digest, kind);
    text_add_string(&key, schedule);
    failure_id_of(&key, id);
}

static void file_digest(const struct source_file *file, char digest[DIGEST_SIZE])
{
    object_digest(file->data, file->size, digest);
}

void testbed_add(cJSON *object, const struct testbed *testbed)
{
    cJSON *list = cJSON_AddArrayToObject(object, "contents");
    for (size_t i = 0; i < testbed->program.count; i++) {
        char digest[DIGEST_SIZE];
        cleanup_free char *name = name_encode_path(testbed->program.files[i].path);
        cJSON *item = cJSON_CreateObject();
        file_digest(&testbed->program.files[i], digest);
        cJSON_AddStringToObject(item, "name", name);
        cJSON_AddStringToObject(item, "digest", digest);
        cJSON_AddItemToArray(list, item);
    }
    cJSON_AddStringToObject(object, "digest", testbed->digest);
}

static const char *recorded_digest(const cJSON *contents, const char *name)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, contents)
        if (strcmp(result_text(item, "name"), name) == 0)
            return result_text(item, "digest");
    return "";
}

char *testbed_changes(const struct testbed *testbed, const cJSON *contents, const char *digest)
{
    struct text list = {0};
    for (size_t i = 0; i < testbed->program.count; i++) {
        const struct source_file *file = &testbed->program.files[i];
        char now[DIGEST_SIZE];
        cleanup_free char *name = name_encode_path(file->path);
        file_digest(file, now);
        if (strcmp(recorded_digest(contents, name), now) != 0)
            text_add_format(&list, "%s%s", list.length ? ", " : "", name);
    }
    if (!list.length && strcmp(digest, testbed->digest) != 0)
        text_add_string(&list, "what it reads");
    return list.length ? text_steal(&list) : NULL;
}
