/* SPDX-License-Identifier: MIT */
/* results.json: the documented keys in the documented order, hostile text as text. */
#include "result.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct assignment assignment;
static struct assignments assignments = {&assignment, 1};
static char id[] = "alice", parent[] = "class", name[] = "alice";
static const struct submission submission = {.id = id, .parent = parent, .name = name};

static void open_example(void)
{
    parse_spec(example_spec, &assignment);
}

static void close_example(void)
{
    assignment_clear(&assignment);
}

TestSuite(result, .init = open_example, .fini = close_example);

static void expect_keys(const cJSON *object, const char *wanted)
{
    cleanup_with(text_free) struct text keys = {0};
    const cJSON *item;
    cJSON_ArrayForEach (item, object)
        text_add_format(&keys, "%s%s", keys.length ? " " : "", item->string);
    cr_expect_str_eq(keys.data, wanted);
}

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void fail_first_check(struct graded_assignment *graded)
{
    struct graded_check *check = &graded->checks[0];
    check->verdict = VERDICT_FAIL;
    check->message = copy_string("said \x1b]0;x\x07 and \xff");
    check->scenario = &assignment.scenarios[1];
    check->failure = allocate(sizeof *check->failure);
    check->failure->schedule = copy_string("0 1");
    check->failure->critical_count = 1;
    struct run *run = &check->failure->run;
    run->steps = allocate(sizeof *run->steps);
    run->step_count = 1;
    run->steps[0] =
        (struct step){.where = {.file = "demo.c", .line = 3, .function = "main"}, .other = NO_TASK};
    strcpy(check->failure_id, "0123456789ab");
}

static cJSON *make_result(void)
{
    struct graded_submission graded = {.submission = &submission, .assignment_count = 1};
    graded.assignments = allocate(sizeof *graded.assignments);
    graded_assignment_begin(graded.assignments, &assignment);
    graded.assignments->score = 85.5;
    fail_first_check(graded.assignments);
    cJSON *result = result_submission(&graded);
    graded_submission_clear(&graded);
    return result;
}

Test(result, keys_are_in_order)
{
    cJSON *list = cJSON_CreateArray();
    cJSON_AddItemToArray(list, make_result());
    cJSON *whole = result_whole(&assignments, list);
    expect_keys(whole, "schema tool assignments submissions summary");
    expect_keys(get(whole, "summary"), "graded errors mean usage");
    const cJSON *one = cJSON_GetArrayItem(list, 0);
    expect_keys(one, "id source score max_score assignments");
    expect_keys(get(one, "source"), "kind location commit committed_at late_seconds");
    const cJSON *graded = cJSON_GetArrayItem(get(one, "assignments"), 0);
    expect_keys(graded, "id status score max_score penalty build checks findings usage");
    const cJSON *check = cJSON_GetArrayItem(get(graded, "checks"), 0);
    expect_keys(check, "id title points earned verdict visibility message evidence failure");
    expect_keys(get(check, "evidence"),
                "schedules first_failure exhaustive preemption_bound strategy statement");
    const cJSON *failure = get(check, "failure");
    expect_keys(failure, "id kind scenario schedule preemptions steps location critical trace");
    expect_keys(cJSON_GetArrayItem(get(failure, "trace"), 0),
                "step time process operation object result file line function");
    cJSON_Delete(whole);
}

Test(result, hostile_text_is_shown_not_sent)
{
    cJSON *result = make_result();
    const cJSON *graded = cJSON_GetArrayItem(get(result, "assignments"), 0);
    const cJSON *check = cJSON_GetArrayItem(get(graded, "checks"), 0);
    cr_expect_str_eq(result_text(check, "message"), "said \\x1b]0;x\\x07 and \\xff");
    cJSON_Delete(result);
}

Test(result, what_the_grader_lost_is_an_error_and_no_zero_in_the_mean)
{
    cJSON *list = cJSON_CreateArray();
    cJSON_AddItemToArray(list, make_result());
    cJSON_AddItemToArray(list, result_lost_submission(&submission, &assignments, "died"));
    cJSON *whole = result_whole(&assignments, list);
    const cJSON *lost = cJSON_GetArrayItem(list, 1), *summary = get(whole, "summary");
    cr_expect(result_has_status(lost, STATUS_ERROR));
    cr_expect_not(result_has_status(cJSON_GetArrayItem(list, 0), STATUS_ERROR));
    const cJSON *check =
        cJSON_GetArrayItem(get(cJSON_GetArrayItem(get(lost, "assignments"), 0), "checks"), 0);
    cr_expect_str_eq(result_text(check, "verdict"), "error");
    cr_expect_float_eq(result_number(summary, "errors"), 1, 1e-9);
    cr_expect_float_eq(result_number(summary, "graded"), 1, 1e-9);
    cr_expect_float_eq(result_number(summary, "mean"), 85.5, 1e-9);
    cJSON_Delete(whole);
}
