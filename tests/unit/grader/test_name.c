/* SPDX-License-Identifier: MIT */
/* Ids made of hostile names: printable, reversible, never two names with one id. */
#include "name.h"

#include "base/scope.h"

#include <criterion/criterion.h>
#include <string.h>

static void check_encoding(const char *name, const char *wanted)
{
    cleanup_free char *encoded = name_encode(name);
    cleanup_free char *decoded = name_decode(encoded);
    cr_expect_str_eq(encoded, wanted);
    cr_expect_str_eq(decoded, name, "%s isn't reversible", wanted);
}

Test(name, plain_names_stay)
{
    check_encoding("alice", "alice");
    check_encoding("bob smith-2.1", "bob smith-2.1");
    check_encoding("\xe5\xbc\xa0\xe4\xb8\x89", "\xe5\xbc\xa0\xe4\xb8\x89");
}

Test(name, hostile_bytes_are_encoded)
{
    check_encoding("a\nb", "a%0Ab");
    check_encoding("\x1b[31m", "%1B[31m");
    check_encoding("\xff", "%FF");
    check_encoding("\xe5\xbc", "%E5%BC");
    check_encoding("x\xe2\x80\xaey", "x%E2%80%AEy");
    check_encoding("../up", "%2E.%2Fup");
}

Test(name, an_encoded_name_is_another_name)
{
    check_encoding("a%0Ab", "a%250Ab");
    check_encoding("%", "%25");
}

Test(name, paths_keep_their_slashes)
{
    cleanup_free char *encoded = name_encode_path("../class/\xff.d");
    cr_expect_str_eq(encoded, "../class/%FF.d");
}

Test(name, long_ids_get_distinct_file_names)
{
    char one[400], other[400];
    memset(one, 'x', sizeof one);
    memset(other, 'x', sizeof other);
    one[399] = other[399] = '\0';
    other[398] = 'y';
    cleanup_free char *first = name_of_record(one);
    cleanup_free char *second = name_of_record(other);
    cr_expect_leq(strlen(first), 205);
    cr_expect_str_neq(first, second);
    cleanup_free char *plain = name_of_record("alice");
    cr_expect_str_eq(plain, "alice");
}

Test(name, wide_characters_take_two_columns)
{
    cr_expect_eq(name_width("abc"), 3);
    cr_expect_eq(name_width("\xe5\xbc\xa0\xe4\xb8\x89"), 4);
    cr_expect_eq(name_width("\xc3\xa9"), 1);
}
