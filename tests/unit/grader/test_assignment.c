/* SPDX-License-Identifier: MIT */
/* The assignment format: what a good spec becomes, and what each bad one is told. */
#define _GNU_SOURCE
#include "assignment.h"
#include "base/allocate.h"
#include "base/scope.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

Test(assignment, a_good_spec)
{
    struct assignment assignment;
    parse_spec(example_spec, &assignment);
    cr_expect_str_eq(assignment.id, "demo");
    cr_expect_eq(assignment.deadline, 1767225600);
    cr_expect_eq(assignment.late.accept_days, 3);
    cr_assert_eq(assignment.scenario_count, 2);
    cr_expect_eq(assignment.scenarios[0].budget, 50);
    cr_expect_eq(assignment.scenarios[0].limits.memory, 32u << 20);
    cr_expect_eq(assignment.scenarios[0].limits.tasks, 0);
    const struct scenario *two = &assignment.scenarios[1];
    cr_expect_eq(two->budget, 7);
    cr_expect_eq(two->limits.tasks, 3);
    cr_expect_eq(two->limits.memory, 32u << 20);
    cr_expect_eq(two->faults, (unsigned)(FAULT_SKEW | FAULT_EINTR));
    cr_expect_eq(two->input_size, 3);
    cr_assert_eq(two->file_count, 1);
    cr_expect_str_eq(two->files[0].path, "in.txt");
    cr_expect(assignment.checks[0].scenarios[0]);
    cr_expect_not(assignment.checks[1].scenarios[0]);
    cr_expect(assignment.checks[1].scenarios[1]);
    cr_expect_float_eq(assignment_max_score(&assignment), 100, 1e-9);
    assignment_clear(&assignment);
}

Test(assignment, a_student_sees_only_visible_checks)
{
    struct assignment assignment;
    parse_spec(example_spec, &assignment);
    struct assignments assignments = {.items = &assignment, .count = 1};
    assignments_keep_visible(&assignments);
    cr_expect_eq(assignment.check_count, 2);
    cr_expect_null(assignment_check(&assignment, "c"));
    cr_expect_float_eq(assignment_max_score(&assignment), 90, 1e-9);
    assignment_clear(&assignment);
}

struct change { /* of the example, and what is then said */
    const char *from, *to, *message;
};

static char *replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    cr_assert_not_null(at, "%s", from);
    return format_string("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static const struct change changes[] = {
    {"\"kind\"", "\"knd\"", "knd: there is no such key"},
    {"\"title\": \"A demonstration\",", "", "title: is missing"},
    {"\"budget\": 50", "\"budget\": 5, \"budget\": 6", "budget: is there twice"},
    {"assignment/1", "assignment/2", "schema: must be mpgrade.assignment/1"},
    {"\"demo\"", "\"Demo\"", "id: must be a name of lower-case letters, digits and -"},
    {"\"A demonstration\"", "\"\"", "title: must be one printable line"},
    {"\"A demonstration\"", "7", "title: must be a string"},
    {"\"program\"", "\"novel\"", "kind: must be program or library"},
    {"\"program\"", "\"library\"", "build.provided: a library needs a driver (a .c file)"},
    {"[\"demo.c\"]", "[]", "files.required: must name at least one file"},
    {"\"demo.c\"", "\"../demo.c\"",
     "files.required: must be an array of file names without folders"},
    {"2026-01-01T", "2026-02-30T",
     "deadline: must look like 2026-12-01T23:59:59+01:00 (or end with Z)"},
    {"\"deadline\": \"2026-01-01T00:00:00Z\",", "", "late: needs a deadline"},
    {"\"accept_days\": 3", "\"accept_days\": 1.5",
     "late.accept_days: must be a whole number from 0 to 366"},
    {"\"memory_mib\": 32", "\"memory_mib\": 0",
     "limits.memory_mib: must be a whole number from 1 to 1125899906842624"},
    {"\"budget\": 50", "\"budget\": 50, \"strategy\": \"luck\"",
     "strategy: there is no strategy 'luck'"},
    {"{\"id\": \"one\"", "{\"id\": \"two\"", "scenarios[1].id: two is there twice"},
    {"\"skew\"", "\"bad-luck\"", "scenarios[1].faults: there is no fault 'bad-luck'"},
    {"\"in.txt\"", "\"/etc/in\"",
     "scenarios[1].files./etc/in: must be a name below the folder with a text"},
    {"\"tasks\": 3", "\"tusks\": 3", "scenarios[1].limits.tusks: there is no such key"},
    {"[\"two\"]", "[\"three\"]", "checks[1].scenarios: there is no scenario 'three'"},
    {"\"hidden\"", "\"secret\"", "checks[2].visibility: must be visible, hidden or after_due"},
    {"\"points\": 60", "\"points\": 61", "checks: the points add up to 101, not to 100"},
    {"\"points\": 60", "\"points\": -1", "checks[0].points: must be a number from 0 to 100"},
    {"{\"id\": \"b\"", "{\"id\": \"a\"", "checks[1].id: a is there twice"},
};

Test(assignment, what_each_mistake_is_told)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        cleanup_free char *text = replace(example_spec, changes[i].from, changes[i].to);
        struct error err = {0};
        struct assignment assignment;
        cJSON *document;
        cr_assert_eq(spec_parse(text, strlen(text), &document, &err), 0, "row %zu", i);
        cr_expect_eq(assignment_parse(document, &assignment, &err), -1, "row %zu", i);
        cr_expect_eq(err.kind, ERROR_USAGE);
        cr_expect_str_eq(err.message, changes[i].message);
        assignment_clear(&assignment);
    }
}

Test(assignment, a_syntax_error_names_its_line)
{
    struct error err = {0};
    cJSON *document;
    const char *text = "{\n\"id\": 1,\n]}";
    cr_expect_eq(spec_parse(text, strlen(text), &document, &err), -1);
    cr_expect_str_eq(err.message, "line 3, column 2: this is no JSON");
    cr_expect_eq(spec_parse("{} x", 4, &document, &err), -1);
}

struct misplaced {
    const char *message;
    const char *place;
};

/* What a message's path leads to, in places_text. */
static const char places_text[] = "{\n"
                                  "  \"ä\": 1, \"id\": [],\n"
                                  "  \"a\": [7, {\"b\": 1,\n"
                                  "    \"b\": \"]}\\\"\"}, {}],\n"
                                  "  \"files\": {\"a.txt\": 2, \"a\": 3}\n"
                                  "}\n";

static const struct misplaced misplaced_rows[] = {
    {"id: must be a name", "line 2, column 11"},
    {"a: must be an object", "line 3, column 3"},
    {"a[0]: must be an object", "line 3, column 9"},
    {"a[1].b: is there twice", "line 4, column 5"},
    {"a[2].b: is missing", "line 4, column 19"},
    {"files.a.txt: must be a text", "line 5, column 13"},
    {"files.a: must be a text", "line 5, column 25"},
    {"title: is missing", "line 1, column 1"},
};

Test(assignment, a_fault_has_a_line_and_a_column)
{
    for (size_t i = 0; i < sizeof misplaced_rows / sizeof *misplaced_rows; i++) {
        struct error err = {0};
        cleanup_free char *wanted =
            format_string("%s: %s", misplaced_rows[i].place, misplaced_rows[i].message);
        error_set(&err, ERROR_USAGE, "%s", misplaced_rows[i].message);
        cr_expect_eq(spec_wrap(places_text, strlen(places_text), &err), -1);
        cr_expect_eq(err.kind, ERROR_USAGE);
        cr_expect_str_eq(err.message, wanted);
    }
}

Test(assignment, the_folder_is_digested, .fini = folder_leave)
{
    struct error err = {0};
    struct words ids = {0};
    struct assignments before = {0}, after = {0};
    const char *folder = folder_enter();
    cleanup_free char *inner = format_string("%s/demo", folder);
    cr_assert_eq(mkdir(inner, 0700), 0);
    folder_put("demo/assignment.json", example_spec);
    folder_put("demo/oracle.c", "one");
    folder_put("demo/notes.txt", "one");
    cr_assert_eq(assignments_load(folder, &ids, &before, &err), 0, "%s", err.message);
    folder_put("demo/notes.txt", "two");
    cr_assert_eq(assignments_load(folder, &ids, &after, &err), 0, "%s", err.message);
    cr_expect_str_eq(before.items[0].digest, after.items[0].digest);
    assignments_clear(&after);
    folder_put("demo/oracle.c", "two");
    cr_assert_eq(assignments_load(folder, &ids, &after, &err), 0, "%s", err.message);
    cr_expect_str_neq(before.items[0].digest, after.items[0].digest);
    assignments_clear(&before);
    assignments_clear(&after);
}
