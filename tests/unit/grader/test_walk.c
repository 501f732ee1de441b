/* SPDX-License-Identifier: MIT */
/* A walk through three steps, with keys as lines on standard input: which steps are shown, in which
 * order. */
#include "walk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char main_path[] = "main";
static struct task tasks[] = {{.path = main_path, .parent = NO_TASK}};
static struct object objects[] = {{0}};
static struct step steps[] = {{.operation = OPERATION_YIELD, .other = NO_TASK},
                              {.operation = OPERATION_SYNC, .other = NO_TASK},
                              {.operation = OPERATION_MAIN_END, .other = NO_TASK}};

/* The operations shown, one letter each: y, s, m. */
static void expect_walk(const char *keys, const char *wanted)
{
    static const struct handin no_files;
    struct scene scene = {.files = &no_files,
                          .run = {.tasks = tasks,
                                  .task_count = 1,
                                  .objects = objects,
                                  .object_count = 1,
                                  .steps = steps,
                                  .step_count = 3}};
    char shown[64] = "", line[512];
    FILE *input = tmpfile(), *output = tmpfile();
    cr_assert(input && output);
    fputs(keys, input);
    rewind(input);
    cr_assert(dup2(fileno(input), STDIN_FILENO) == STDIN_FILENO);
    cr_assert(dup2(fileno(output), STDOUT_FILENO) == STDOUT_FILENO);
    clearerr(stdin);
    walk(&scene, (struct report_style){.color = false});
    fflush(stdout);
    rewind(output);
    while (fgets(line, sizeof line, output))
        strcat(shown, strstr(line, "yield")      ? "y"
                      : strstr(line, "sync")     ? "s"
                      : strstr(line, "main-end") ? "m"
                                                 : "");
    cr_expect_str_eq(shown, wanted, "%s", keys);
    fclose(input);
    fclose(output);
}

Test(walk, goes_forward_to_the_end)
{
    expect_walk("\n \nn\n", "ysm");
}

Test(walk, goes_back_and_no_further_than_the_first)
{
    expect_walk("\nb\nb\n\n\n\n", "ysyysm");
}

Test(walk, ends_when_asked_and_when_input_ends)
{
    expect_walk("\nq\n", "ys");
}

Test(walk, ends_with_its_input)
{
    expect_walk("", "y");
}

Test(walk, other_keys_are_passed_over)
{
    expect_walk("x\n?\n\nq\n", "ys");
}
