/* SPDX-License-Identifier: MIT */
#include "recipe.h"

#include "contract/choice.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct settings settings_of(int argc, const char *const *argv)
{
    struct settings settings;
    struct error err = {0};
    cr_assert_eq(settings_parse(argc, (char **)argv, &settings, &err), 0, "%s", err.message);
    return settings;
}

static void expect_same(const struct strings *list, const struct strings *other)
{
    cr_assert_eq(list->count, other->count);
    for (size_t i = 0; i < list->count; i++)
        cr_expect_str_eq(list->items[i], other->items[i]);
}

Test(recipe, comes_back_from_a_report_as_it_was)
{
    static const char *const argv[] = {"mpgrade",   "explore", "a b.c",    "sub/\xff.c", "--cflags",
                                       "-DX=1 -O1", "--stdin", "in\nput",  "--exit-ok",  "0,3",
                                       "--steps",   "77",      "--tasks",  "99",         "--faults",
                                       "skew",      "--libs",  "m",        "--files",    "given",
                                       "--",        "one",     "two words"};
    struct settings settings = settings_of(sizeof argv / sizeof *argv, argv);
    struct recipe recipe, again;
    struct error err = {0};
    const cJSON *contents;
    const char *digest;
    recipe_of_settings(&settings, &recipe);
    cr_expect_eq(recipe.steps, 77);
    cJSON *object = cJSON_CreateObject();
    recipe_add(object, &recipe);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(object, "contents"), cJSON_CreateObject());
    cJSON_AddStringToObject(object, "digest", "d");
    char *text = cJSON_PrintUnformatted(object);
    cr_expect_null(strchr(text, '\xff'), "what isn't printable is encoded");
    cJSON *document = cJSON_Parse(text);
    cr_assert_eq(recipe_read(document, &again, &contents, &digest, &err), 0, "%s", err.message);
    expect_same(&recipe.sources, &again.sources);
    expect_same(&recipe.arguments, &again.arguments);
    cr_expect_str_eq(again.cflags, "-DX=1 -O1");
    cr_expect_str_eq(again.input, "in\nput");
    cr_expect_str_eq(again.folder, "given");
    cr_expect_str_eq(again.libraries, "m");
    cr_expect_eq(again.steps, 77);
    cr_expect_eq(again.tasks, 99);
    cr_expect_str_eq(digest, "d");
    recipe_clear(&again);
    recipe_clear(&recipe);
    cJSON_Delete(document);
    cJSON_Delete(object);
    free(text);
    settings_clear(&settings);
}

Test(recipe, a_report_that_lacks_a_key_is_refused)
{
    struct recipe recipe;
    struct error err = {0};
    const cJSON *contents;
    const char *digest;
    cJSON *object = cJSON_Parse("{\"sources\": [\"a.c\"], \"arguments\": []}");
    cr_expect_lt(recipe_read(object, &recipe, &contents, &digest, &err), 0);
    cr_expect_eq(err.kind, ERROR_USAGE);
    cr_expect_not_null(strstr(err.message, "program."));
    recipe_clear(&recipe);
    cJSON_Delete(object);
}

Test(recipe, exit_statuses_are_a_list_of_numbers)
{
    struct error err = {0};
    bool accepted[256];
    struct recipe recipe = {.exit_ok = "0,7,255"};
    cr_assert_eq(recipe_exit_codes(&recipe, accepted, &err), 0);
    for (int i = 0; i < 256; i++)
        cr_expect_eq(accepted[i], i == 0 || i == 7 || i == 255);
    const char *const wrong[] = {"256", "1x", "-1", "0,,x", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        recipe.exit_ok = wrong[i];
        cr_expect_lt(recipe_exit_codes(&recipe, accepted, &err), 0, "%s", wrong[i]);
        cr_expect_eq(err.kind, ERROR_USAGE);
    }
}

Test(recipe, more_tasks_than_are_directed_are_refused)
{
    struct error err = {0};
    struct recipe recipe = {.tasks = 200};
    uint64_t tasks;
    cr_assert_eq(recipe_tasks(&recipe, &tasks, &err), 0);
    cr_expect_eq(tasks, 200);
    recipe.tasks = 201;
    cr_expect_lt(recipe_tasks(&recipe, &tasks, &err), 0);
    cr_expect_eq(err.kind, ERROR_USAGE);
}

Test(recipe, faults_are_a_set)
{
    struct error err = {0};
    unsigned faults;
    struct recipe recipe = {.faults = "skew,eintr"};
    cr_assert_eq(recipe_faults(&recipe, &faults, &err), 0);
    cr_expect_eq(faults, (unsigned)(FAULT_SKEW | FAULT_EINTR));
    recipe.faults = "none";
    cr_assert_eq(recipe_faults(&recipe, &faults, &err), 0);
    cr_expect_eq(faults, 0);
    recipe.faults = "ske";
    cr_expect_lt(recipe_faults(&recipe, &faults, &err), 0);
    cr_expect_str_eq(err.message, "there is no fault 'ske'");
}

Test(recipe, words_of_a_list)
{
    const char *at = ",,a,bc,", *word;
    size_t length;
    word = recipe_word(&at, ",", &length);
    cr_assert_not_null(word);
    cr_expect(length == 1 && *word == 'a');
    word = recipe_word(&at, ",", &length);
    cr_expect(length == 2 && strncmp(word, "bc", 2) == 0);
    cr_expect_null(recipe_word(&at, ",", &length));
}
