/* SPDX-License-Identifier: MIT */
#include "markup.h"

#include <criterion/criterion.h>

static void expect_markup(const char *value, const char *wanted)
{
    struct text text = {0};
    text_add_string(&text, "(");
    markup_add(&text, value);
    text_add_string(&text, ")");
    cr_expect_str_eq(text.data, wanted);
    text_free(&text);
}

Test(markup, what_means_something_is_escaped)
{
    expect_markup("a < b && c > \"d\" 'e'",
                  "(a &lt; b &amp;&amp; c &gt; &quot;d&quot; &apos;e&apos;)");
    expect_markup("&lt;", "(&amp;lt;)");
}

Test(markup, other_text_stays)
{
    expect_markup("", "()");
    expect_markup("h\xc3\xa4user \xe2\x82\xac", "(h\xc3\xa4user \xe2\x82\xac)");
}

Test(markup, what_xml_forbids_is_replaced)
{
    expect_markup("x\xef\xbf\xbey\xef\xbf\xbfz", "(x\xef\xbf\xbdy\xef\xbf\xbdz)");
    expect_markup("\xef\xbf\xbd", "(\xef\xbf\xbd)");
}
