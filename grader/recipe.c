/* SPDX-License-Identifier: MIT */
/* A recipe holds everything that decides a run but the bytes of the files and the schedule. Paths
 * are kept as they were given: a report is replayed where it was made. They are percent-encoded in
 * the document, where only printable text may stand. */
#include "recipe.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "contract/choice.h"
#include "name.h"

#include <stdlib.h>
#include <string.h>

static struct strings copy_words(const struct words *words)
{
    struct strings strings = {.items = allocate((words->count + 1) * sizeof *strings.items)};
    for (size_t i = 0; i < words->count; i++)
        strings.items[strings.count++] = words->items[i];
    return strings;
}

void recipe_of_settings(const struct settings *settings, struct recipe *recipe)
{
    *recipe = (struct recipe){
        .sources = copy_words(&settings->operands),
        .arguments = copy_words(&settings->arguments),
        .cflags = settings->cflags,
        .libraries = settings->libraries,
        .input = settings->input,
        .folder = settings->files,
        .faults = settings->faults,
        .fail_on = settings->fail_on,
        .exit_ok = settings->exit_ok,
        .steps = settings->steps ? settings->steps : USUAL_EXPLORE_STEPS,
        .tasks = settings->tasks ? settings->tasks : USUAL_EXPLORE_TASKS,
        .sync_only = settings->sync_only,
    };
}

void recipe_clear(struct recipe *recipe)
{
    free(recipe->sources.items);
    free(recipe->arguments.items);
    *recipe = (struct recipe){0};
}

static void add_encoded(cJSON *object, const char *key, const char *text)
{
    cleanup_free char *encoded = name_encode_path(text);
    cJSON_AddStringToObject(object, key, encoded);
}

static void add_list(cJSON *object, const char *key, const struct strings *strings)
{
    cJSON *list = cJSON_AddArrayToObject(object, key);
    for (size_t i = 0; i < strings->count; i++) {
        cleanup_free char *encoded = name_encode_path(strings->items[i]);
        cJSON_AddItemToArray(list, cJSON_CreateString(encoded));
    }
}

void recipe_add(cJSON *object, const struct recipe *recipe)
{
    add_list(object, "sources", &recipe->sources);
    add_list(object, "arguments", &recipe->arguments);
    add_encoded(object, "cflags", recipe->cflags);
    add_encoded(object, "libs", recipe->libraries);
    add_encoded(object, "stdin", recipe->input);
    add_encoded(object, "files", recipe->folder);
    cJSON_AddStringToObject(object, "faults", recipe->faults);
    cJSON_AddStringToObject(object, "fail_on", recipe->fail_on);
    cJSON_AddStringToObject(object, "exit_ok", recipe->exit_ok);
    cJSON_AddNumberToObject(object, "steps", (double)recipe->steps);
    cJSON_AddNumberToObject(object, "tasks", (double)recipe->tasks);
    cJSON_AddBoolToObject(object, "threads_only_sync", recipe->sync_only);
}

/* An encoding is never shorter than what it stands for: it is decoded in its place. */
static void decode(const char *encoded)
{
    cleanup_free char *plain = name_decode(encoded);
    strcpy((char *)encoded, plain);
}

static void decode_all(const struct strings *strings)
{
    for (size_t i = 0; i < strings->count; i++)
        decode(strings->items[i]);
}

int recipe_read(const cJSON *object, struct recipe *recipe, const cJSON **contents,
                const char **digest, struct error *err)
{
    struct kept {
        struct recipe recipe;
        const cJSON *contents;
        const char *digest;
    } kept = {0};
#define KEY(name, type, field)                                                                     \
    {                                                                                              \
        name, SPEC_##type, offsetof(struct kept, field), true                                      \
    }
    static const struct spec_key keys[] = {
        KEY("sources", STRINGS, recipe.sources),
        KEY("arguments", STRINGS, recipe.arguments),
        KEY("cflags", TEXT, recipe.cflags),
        KEY("libs", TEXT, recipe.libraries),
        KEY("stdin", TEXT, recipe.input),
        KEY("files", TEXT, recipe.folder),
        KEY("faults", TEXT, recipe.faults),
        KEY("fail_on", TEXT, recipe.fail_on),
        KEY("exit_ok", TEXT, recipe.exit_ok),
        KEY("steps", COUNT, recipe.steps),
        KEY("tasks", COUNT, recipe.tasks),
        KEY("threads_only_sync", FLAG, recipe.sync_only),
        KEY("contents", ARRAY, contents),
        KEY("digest", TEXT, digest),
        {0},
    };
#undef KEY
    int result = spec_read(object, "program.", keys, &kept, err);
    *recipe = kept.recipe;
    *contents = kept.contents;
    *digest = kept.digest;
    if (result < 0)
        return -1;
    decode_all(&recipe->sources);
    decode_all(&recipe->arguments);
    const char *const encoded[] = {recipe->cflags, recipe->libraries, recipe->input,
                                   recipe->folder};
    for (size_t i = 0; i < sizeof encoded / sizeof *encoded; i++)
        decode(encoded[i]);
    return 0;
}

const char *recipe_word(const char **at, const char *separators, size_t *length)
{
    const char *word = *at + strspn(*at, separators);
    *length = strcspn(word, separators);
    *at = word + *length;
    return *length ? word : NULL;
}

int recipe_exit_codes(const struct recipe *recipe, bool accepted[256], struct error *err)
{
    size_t length;
    const char *at = recipe->exit_ok, *word;
    memset(accepted, 0, 256 * sizeof *accepted);
    while ((word = recipe_word(&at, ",", &length))) {
        char *end;
        unsigned long code = strtoul(word, &end, 10);
        if (end != word + length || strspn(word, "0123456789") < length || code > 255)
            return error_set(err, ERROR_USAGE,
                             "--exit-ok %s: '%.*s' is no exit status from 0 to 255",
                             recipe->exit_ok, (int)length, word);
        accepted[code] = true;
    }
    return 0;
}

int recipe_tasks(const struct recipe *recipe, uint64_t *tasks, struct error *err)
{
    *tasks = recipe->tasks;
    if (recipe->tasks <= MOST_EXPLORE_TASKS)
        return 0;
    return error_set(err, ERROR_USAGE,
                     "--tasks %llu: at most %d processes and threads are directed",
                     (unsigned long long)recipe->tasks, MOST_EXPLORE_TASKS);
}

int recipe_faults(const struct recipe *recipe, unsigned *faults, struct error *err)
{
    size_t length;
    const char *at = recipe->faults, *word;
    *faults = 0;
    while ((word = recipe_word(&at, ",", &length))) {
        cleanup_free char *name = format_string("%.*s", (int)length, word);
        int fault = strcmp(name, "none") == 0 ? 0 : fault_from_name(name);
        if (fault < 0)
            return error_set(err, ERROR_USAGE, "there is no fault '%s'", name);
        *faults |= (unsigned)fault;
    }
    return 0;
}
