/* SPDX-License-Identifier: MIT */
/* The views, printed from results as values. */
#define _GNU_SOURCE
#include "report.h"

#include "base/allocate.h"
#include "base/scope.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char class_results[] =
    "{\"assignments\": [{\"id\": \"queue\"}, {\"id\": \"ticket\"}],"
    " \"submissions\": ["
    "  {\"id\": \"alice\", \"score\": 100, \"max_score\": 100,"
    "   \"assignments\": [{\"id\": \"ticket\", \"status\": \"graded\", \"score\": 100,"
    "    \"checks\": [{\"id\": \"a\", \"verdict\": \"pass\", \"points\": 100}]}]},"
    "  {\"id\": \"\xe5\xbc\xa0\", \"score\": 62.5, \"max_score\": 100,"
    "   \"assignments\": [{\"id\": \"ticket\", \"status\": \"graded\", \"score\": 62.5, "
    "\"checks\": ["
    "    {\"id\": \"a\", \"verdict\": \"fail\", \"points\": 10, \"message\": \"small\"},"
    "    {\"id\": \"b\", \"verdict\": \"fail\", \"points\": 20,"
    "     \"message\": \"a rather long sentence about what went wrong\"},"
    "    {\"id\": \"c\", \"verdict\": \"inconclusive\", \"points\": 70, \"message\": \"?\"}]}]},"
    "  {\"id\": \"carol\", \"score\": 0, \"max_score\": 0, \"assignments\": [],"
    "   \"message\": \"nothing\"}],"
    " \"summary\": {\"graded\": 3, \"errors\": 1, \"mean\": 54.17}}";

static char *print_table(struct report_style style)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    cJSON *whole = cJSON_Parse(class_results);
    cr_assert_not_null(whole);
    report_table(stream, style, whole);
    cJSON_Delete(whole);
    fclose(stream);
    return text;
}

Test(report, the_table_of_a_class)
{
    cleanup_free char *text = print_table((struct report_style){0});
    cr_expect_str_eq(
        text, "student    ticket  total  worst finding\n"
              "alice         100   100%\n"
              "\xe5\xbc\xa0           62.5    62%  ticket b: a rather long sentence about what "
              "went wrong\n"
              "carol           -     0%  nothing\n"
              "\n3 graded, mean 54.17%; 1 not graded, by a fault of the grader\n");
}

Test(report, a_narrow_terminal_cuts_the_last_column_only)
{
    cleanup_free char *text = print_table((struct report_style){.width = 60});
    cr_expect_not_null(strstr(text, "62%  ticket b: a rather long sentence \xe2\x80\xa6\n"), "%s",
                       text);
}

Test(report, colours_are_there_when_asked_for)
{
    cleanup_free char *text = print_table((struct report_style){.color = true});
    cr_expect_not_null(strstr(text, "\033[32m 100%\033[0m"), "%s", text);
    cr_expect_not_null(strstr(text, "\033[33m  62%\033[0m"));
    cr_expect_not_null(strstr(text, "\033[31m   0%\033[0m"));
}

/* main forks main.1; each takes a step at a line of its own. */
static char *print_trace(size_t width)
{
    char main_path[] = "main", child_path[] = "main.1", file_name[] = "tickets.txt";
    char bytes[] = "{\"count\": 3}",
         source[] = "int main(void)\n{\n\tif (fork() == 0)\n\t\tbuy();\n";
    struct task tasks[] = {{.path = main_path}, {.path = child_path}};
    struct object objects[] = {{0}, {.class = OBJECT_CONTENT, .name = file_name}};
    struct step steps[] = {{.operation = OPERATION_FORK,
                            .other = 1,
                            .where = {.file = "demo.c", .line = 3, .function = "main"}},
                           {.task = 1,
                            .operation = OPERATION_READ,
                            .object = 1,
                            .other = NO_TASK,
                            .time = 1500000000,
                            .size = 12,
                            .where = {.file = "demo.c", .line = 4, .function = "main"}}};
    const struct run run = {.tasks = tasks,
                            .task_count = 2,
                            .objects = objects,
                            .object_count = 2,
                            .steps = steps,
                            .step_count = 2,
                            .bytes = bytes,
                            .byte_count = 12};
    struct source_file file = {.path = "demo.c", .data = source, .size = strlen(source)};
    const struct handin handin = {.files = &file, .count = 1};
    const size_t critical[] = {1};
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    report_trace(stream, (struct report_style){.width = width}, &run, critical, 1, &handin);
    fclose(stream);
    return text;
}

Test(report, a_column_for_each_process)
{
    cleanup_free char *text = print_trace(100);
    cr_expect_str_eq(text, " step    time main                                       main.1     "
                           "                                \n"
                           "              3: if (fork() == 0)\n"
                           "    1   0.000 fork main.1\n"
                           "                                                         4: buy();\n"
                           ">   2   1.500                                            read "
                           "tickets.txt: \"{\"count\": 3}\"\n");
}

Test(report, long_cells_are_wrapped_at_blanks)
{
    cleanup_free char *text = print_trace(60);
    cr_expect_not_null(strstr(text, "read tickets.txt:\n"), "%s", text);
    cr_expect_not_null(strstr(text, " \"{\"count\": 3}\"\n"), "%s", text);
}
