/* SPDX-License-Identifier: MIT */
/* Each form of the results neutralises what would mean something in it. */
#include "format.h"

#include <criterion/criterion.h>
#include <string.h>

static const char hostile[] =
    "{\"submissions\": ["
    " {\"id\": \"=1+1\", \"source\": {\"late_seconds\": 5}, \"assignments\": ["
    "  {\"id\": \"t\", \"status\": \"graded\", \"score\": 62.5, \"max_score\": 100, \"penalty\": 0,"
    "   \"checks\": [{\"id\": \"a\", \"verdict\": \"pass\", \"message\": null},"
    "    {\"id\": \"b\", \"verdict\": \"fail\","
    "     \"message\": \"<b> \\\"x\\\" & 'y' ]]> # \\\\ \xef\xbf\xbf\"},"
    "    {\"id\": \"c\", \"verdict\": \"skipped\", \"message\": \"not # now\"}]}]},"
    " {\"id\": \"bob\", \"source\": {\"late_seconds\": 0}, \"assignments\": [],"
    "  \"message\": \"@all, nothing\"}]}";

static void expect_form(const char *name, const char *wanted)
{
    struct text text = {0};
    cJSON *whole = cJSON_Parse(hostile);
    cr_assert_not_null(whole);
    const struct format *format = format_find(name, strlen(name));
    cr_assert_not_null(format);
    format->write(whole, &text);
    cr_expect_str_eq(text.data, wanted);
    text_free(&text);
    cJSON_Delete(whole);
}

Test(format, csv)
{
    expect_form("csv",
                "id,assignment,status,score,max_score,penalty,late_seconds,failed,message\r\n"
                "\"'=1+1\",\"t\",\"graded\",62.5,100,0,5,\"b\",\"\"\r\n"
                "\"bob\",\"\",\"\",0,0,0,0,\"\",\"'@all, nothing\"\r\n");
}

Test(format, junit)
{
    expect_form(
        "junit",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"mpgrade\">\n"
        "  <testsuite name=\"=1+1/t\">\n"
        "    <testcase classname=\"t\" name=\"a\"/>\n"
        "    <testcase classname=\"t\" name=\"b\"><failure type=\"fail\" message=\""
        "&lt;b&gt; &quot;x&quot; &amp; &apos;y&apos; ]]&gt; # \\ \xef\xbf\xbd\"/></testcase>\n"
        "    <testcase classname=\"t\" name=\"c\"><skipped message=\"not # now\"/></testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

Test(format, tap)
{
    expect_form("tap", "TAP version 14\n1..3\n"
                       "ok 1 - =1+1 t a\n"
                       "not ok 2 - =1+1 t b\n"
                       "  ---\n"
                       "  verdict: fail\n"
                       "  message: \"<b> \\\"x\\\" & 'y' ]]> # \\\\ \xef\xbf\xbf\"\n"
                       "  ...\n"
                       "ok 3 - =1+1 t c # SKIP not \\# now\n");
}

/* A report of one submission, with something of every sort that is said about a place. */
static const char placed[] =
    "{\"tool\": {\"version\": \"1\"}, \"assignments\": [{\"id\": \"t\", \"max_score\": 100}],"
    " \"submissions\": [{\"id\": \"alice\", \"score\": 62.5, \"max_score\": 100, \"assignments\": ["
    "  {\"id\": \"t\", \"status\": \"graded\", \"score\": 62.5, \"max_score\": 100, \"penalty\": 5,"
    "   \"build\": {\"diagnostics\": [{\"file\": \"a b.c\", \"line\": 3, \"severity\": \"warning\","
    "    \"message\": \"odd\"}]},"
    "   \"checks\": [{\"id\": \"a\", \"title\": \"A\", \"points\": 60, \"earned\": 60,"
    "     \"visibility\": \"after_due\", \"verdict\": \"pass\", \"message\": null,"
    "     \"evidence\": {\"statement\": \"all were run\"}},"
    "    {\"id\": \"b\", \"title\": \"B\", \"points\": 40, \"earned\": 0, \"verdict\": \"fail\","
    "     \"visibility\": \"visible\", \"message\": \"100%, ::error::<b> =1\","
    "     \"failure\": {\"location\": {\"file\": \"t,1.c\", \"line\": 31}}}],"
    "   \"findings\": [{\"kind\": \"orphan\", \"message\": \"left\", \"locations\": []}]}]}]}";

static struct text form_of(const char *name, const char *json)
{
    struct text text = {0};
    cJSON *whole = cJSON_Parse(json);
    cr_assert_not_null(whole);
    format_find(name, strlen(name))->write(whole, &text);
    cJSON_Delete(whole);
    return text;
}

static void expect_placed(const char *name, const char *wanted)
{
    struct text text = form_of(name, placed);
    cr_expect_str_eq(text.data, wanted);
    text_free(&text);
}

Test(format, github_commands_hold_nothing_that_ends_them)
{
    expect_placed("github", "::warning file=a b.c,line=3,title=alice t build::odd\n"
                            "::error file=t%2C1.c,line=31,title=alice t b::"
                            "100%25, ::error::<b> =1\n"
                            "::notice title=alice t orphan::left\n");
}

Test(format, autolab_ends_with_the_line_of_scores)
{
    expect_placed("autolab", "a: 60 of 60\nb: 0 of 40: 100%, ::error::<b> =1\n"
                             "{\"scores\":{\"t\":62.5}}\n");
}

Test(format, gradebooks_have_a_row_for_each_student)
{
    expect_placed("canvas", "Student,ID,SIS User ID,SIS Login ID,Section,\"t\"\r\n"
                            "    Points Possible,,,,,100\r\n\"alice\",,,\"alice\",,62.5\r\n");
    expect_placed("moodle", "ID number,\"t\",\"t (feedback)\"\r\n"
                            "\"alice\",62.5,\"b: 100%, ::error::<b> =1\"\r\n");
}

static const cJSON *item(const cJSON *object, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    cr_assert_not_null(found, "%s", key);
    return found;
}

Test(format, gradescope_tests_add_up_to_the_score)
{
    struct text text = form_of("gradescope", placed);
    cJSON *document = cJSON_Parse(text.data);
    const cJSON *test;
    double sum = 0;
    cJSON_ArrayForEach (test, item(document, "tests"))
        sum += item(test, "score")->valuedouble;
    cr_expect_eq(sum, 55, "60 for a check, 5 off for lateness");
    test = cJSON_GetArrayItem(item(document, "tests"), 0);
    cr_expect_str_eq(item(test, "visibility")->valuestring, "after_due_date");
    cr_expect_str_eq(item(test, "output")->valuestring, "all were run");
    cJSON_Delete(document);
    text_free(&text);
}

Test(format, an_error_of_the_grader_is_no_grade)
{
    static const char lost[] =
        "{\"assignments\": [{\"id\": \"t\", \"max_score\": 100}], \"submissions\": [{\"id\": "
        "\"bob\","
        " \"score\": 0, \"max_score\": 100, \"assignments\": [{\"id\": \"t\", \"status\": "
        "\"error\","
        " \"score\": 0, \"max_score\": 100, \"message\": \"no room\", \"checks\": []}]}]}";
    struct text text = form_of("gradescope", lost);
    cr_expect_null(strstr(text.data, "\"score\""));
    cr_expect_not_null(strstr(text.data, "no room"));
    text_free(&text);
    text = form_of("canvas", lost);
    cr_expect_not_null(strstr(text.data, "\"bob\",,,\"bob\",,\r\n"));
    text_free(&text);
    text = form_of("autolab", lost);
    cr_expect_str_eq(text.data, "t: no room\n{\"scores\":{}}\n");
    text_free(&text);
    text = form_of("classroom50", lost);
    cr_expect_not_null(strstr(text.data, "\"max-score\":\t0"));
    text_free(&text);
}

Test(format, sarif_points_at_rules_and_places)
{
    struct text text = form_of("sarif", placed);
    cJSON *document = cJSON_Parse(text.data);
    const cJSON *run = cJSON_GetArrayItem(item(document, "runs"), 0);
    const cJSON *rules = item(item(item(run, "tool"), "driver"), "rules"), *result;
    cJSON_ArrayForEach (result, item(run, "results")) {
        const cJSON *rule = cJSON_GetArrayItem(rules, item(result, "ruleIndex")->valueint);
        cr_expect_str_eq(item(rule, "id")->valuestring, item(result, "ruleId")->valuestring);
    }
    cr_expect_eq(cJSON_GetArraySize(item(run, "results")), 3);
    cr_expect_not_null(strstr(text.data, "\"a%20b.c\""));
    cJSON_Delete(document);
    text_free(&text);
}

Test(format, html_has_no_markup_of_others)
{
    struct text text = form_of("html", placed);
    cr_expect_null(strstr(text.data, "<b>"));
    cr_expect_not_null(strstr(text.data, "&lt;b&gt;"));
    text_free(&text);
}

Test(format, names_are_whole)
{
    cr_expect_null(format_find("jso", 3));
    cr_expect_null(format_find("jsonx", 5));
    cr_expect_not_null(format_find("json,csv", 4));
}
