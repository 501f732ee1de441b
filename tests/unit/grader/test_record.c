/* SPDX-License-Identifier: MIT */
#include "record.h"

#include "fixture.h"
#include "result.h"

#include <criterion/criterion.h>

static struct output output;
static struct error err;

static void enter(void)
{
    cr_assert_eq(output_open(folder_enter(), &output, &err), 0, "%s", err.message);
}

static void leave(void)
{
    output_close(&output);
    folder_leave();
}

TestSuite(record, .init = enter, .fini = leave);

static void save(const char *key, const char *submission)
{
    cJSON *value = cJSON_Parse(submission);
    cr_assert_eq(record_save(&output, key, value, &err), 0, "%s", err.message);
    cJSON_Delete(value);
}

static bool is_there(const char *id, const char *key)
{
    cJSON *value = record_load(&output, id, key);
    bool found = value != NULL;
    cJSON_Delete(value);
    return found;
}

Test(record, comes_back_under_its_key_only)
{
    save("k1", "{\"id\": \"alice\", \"assignments\": []}");
    cr_expect(is_there("alice", "k1"));
    cr_expect_not(is_there("alice", "k2"));
    cr_expect_not(is_there("bob", "k1"));
    save("k2", "{\"id\": \"alice\", \"assignments\": []}");
    cr_expect(is_there("alice", "k2"));
    cr_expect_not(is_there("alice", "k1"));
}

Test(record, an_error_is_worth_another_attempt)
{
    save("k", "{\"id\": \"alice\", \"assignments\": [{\"status\": \"error\"}]}");
    cr_expect_not(is_there("alice", "k"));
}

Test(record, a_damaged_one_is_none)
{
    folder_put("submissions/alice.json", "{\"key\": \"k\", \"submission\": {\"id\"");
    cr_expect_not(is_there("alice", "k"));
    folder_put("submissions/alice.json", "{\"key\": \"k\"}");
    cr_expect_not(is_there("alice", "k"));
    folder_put("submissions/alice.json", "[]");
    cr_expect_not(is_there("alice", "k"));
}
