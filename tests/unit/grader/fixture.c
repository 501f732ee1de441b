/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "fixture.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char entered[64];

const char example_spec[] =
    "{\"schema\": \"mpgrade.assignment/1\", \"id\": \"demo\", \"title\": \"A demonstration\","
    " \"kind\": \"program\", \"files\": {\"required\": [\"demo.c\"], \"allowed\": [\"*.h\"]},"
    " \"deadline\": \"2026-01-01T00:00:00Z\","
    " \"late\": {\"accept_days\": 3, \"penalty_per_day\": 10},"
    " \"limits\": {\"memory_mib\": 32}, \"budget\": 50,"
    " \"scenarios\": [{\"id\": \"one\", \"arguments\": [\"1\"]},"
    "  {\"id\": \"two\", \"faults\": [\"skew\", \"eintr\"], \"limits\": {\"tasks\": 3},"
    "   \"files\": {\"in.txt\": \"text\"}, \"input\": \"abc\", \"budget\": 7}],"
    " \"checks\": [{\"id\": \"a\", \"title\": \"First\", \"points\": 60, \"hint\": \"Look.\"},"
    "  {\"id\": \"b\", \"title\": \"Second\", \"points\": 30, \"scenarios\": [\"two\"]},"
    "  {\"id\": \"c\", \"title\": \"Third\", \"points\": 10, \"visibility\": \"hidden\"}]}";

const char *folder_enter(void)
{
    snprintf(entered, sizeof entered, "/tmp/mpgrade-test-XXXXXX");
    cr_assert_not_null(mkdtemp(entered));
    return entered;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *position)
{
    (void)status, (void)type, (void)position;
    return remove(path);
}

void folder_leave(void)
{
    nftw(entered, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void folder_put(const char *path, const char *content)
{
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", entered, path);
    FILE *file = fopen(whole, "w");
    cr_assert_not_null(file, "%s", whole);
    fputs(content, file);
    fclose(file);
}

void parse_spec(const char *text, struct assignment *assignment)
{
    struct error err = {0};
    cJSON *document;
    cr_assert_eq(spec_parse(text, strlen(text), &document, &err), 0, "%s", err.message);
    cr_assert_eq(assignment_parse(document, assignment, &err), 0, "%s", err.message);
}
