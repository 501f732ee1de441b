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

Test(format, names_are_whole)
{
    cr_expect_null(format_find("jso", 3));
    cr_expect_null(format_find("jsonx", 5));
    cr_expect_not_null(format_find("json,csv", 4));
}
