/* SPDX-License-Identifier: MIT */
/* Compiling and linking for real, inside the sandbox. */
#define _GNU_SOURCE
#include "build/build.h"

#include <criterion/criterion.h>
#include <elf.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES_MAX = 4 };

static struct source_file files[FILES_MAX];
static size_t file_count;
static struct build_result result;

static void destroy(void)
{
    build_result_clear(&result);
}

TestSuite(build, .fini = destroy, .timeout = 120);

static void add(const char *path, const char *text)
{
    files[file_count++] = (struct source_file){path, text, strlen(text), false};
}

static void build(const char *compiler)
{
    const struct build_spec spec = {.files = files, .file_count = file_count, .compiler = compiler};
    struct error err;
    cr_assert_eq(build_program(&spec, &result, &err), 0, "%s", err.message);
}

static void expect_reason(const char *text)
{
    cr_assert(!result.ok);
    cr_expect_not_null(strstr(result.reason, text), "%s", result.reason);
    cr_expect_null(result.program);
}

static const char with_warning[] = "#include <mp.h>\n"
                                   "#include <probe.h>\n"
                                   "#include \"helper.h\"\n"
                                   "int main(void)\n"
                                   "{\n"
                                   "    int unused;\n"
                                   "    return helper();\n"
                                   "}\n";

static void add_two_sources(void)
{
    add("main.c", with_warning);
    add("helper.h", "int helper(void);\n");
    add("deep/helper.c", "#include \"../helper.h\"\nint helper(void) { return 0; }\n");
}

static void check_program(void)
{
    cr_assert(result.ok, "%s", result.reason);
    cr_expect(result.is_static);
    cr_assert_gt(result.program_size, sizeof(Elf64_Ehdr));
    const Elf64_Ehdr *header = (const Elf64_Ehdr *)result.program;
    cr_expect_eq(memcmp(header->e_ident, ELFMAG, SELFMAG), 0);
    cr_expect_eq(header->e_type, ET_EXEC, "it moves in memory");
    cr_assert_eq(result.diagnostic_count, 1);
    cr_expect_str_eq(result.diagnostics[0].file, "main.c");
    cr_expect_eq(result.diagnostics[0].line, 6);
    cr_expect_str_eq(result.diagnostics[0].severity, "warning");
}

Test(build, by_gcc)
{
    add_two_sources();
    build(NULL);
    check_program();
}

Test(build, by_clang)
{
    if (access("/usr/bin/clang", X_OK) < 0)
        cr_skip_test("clang isn't installed");
    add_two_sources();
    build("clang");
    check_program();
}

/* As another user, with the files in another order: the same bytes. */
Test(build, is_a_function_of_its_input)
{
    add_two_sources();
    build(NULL);
    check_program();
    struct build_result first = result;
    struct source_file swapped = files[0];
    files[0] = files[2];
    files[2] = swapped;
    if (geteuid() == 0) {
        cr_assert_eq(syscall(SYS_setgroups, 0, NULL), 0);
        cr_assert_eq(setresgid(1000, 1000, 1000), 0);
        cr_assert_eq(setresuid(1000, 1000, 1000), 0);
        cr_assert_eq(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), 0);
    }
    build(NULL);
    cr_assert_eq(result.program_size, first.program_size);
    cr_expect_eq(memcmp(result.program, first.program, first.program_size), 0);
    build_result_clear(&first);
}

Test(build, names_are_no_options)
{
    add("-o", "not a source");
    add("-fplugin=x.c", "int one(void) { return 1; }\n");
    add("@x.c", "int two(void) { return 2; }\n");
    add("a b$(id).c", "int main(void) { return 0; }\n");
    build(NULL);
    cr_expect(result.ok, "%s", result.reason);
    cr_expect_eq(result.diagnostic_count, 0);
}

Test(build, an_error_is_told_with_its_place)
{
    add("main.c", "int main(void)\n{\n    return nothing;\n}\n");
    build(NULL);
    expect_reason("main.c:3: 'nothing' undeclared");
    cr_expect_str_eq(result.diagnostics[0].severity, "error");
    cr_expect_eq(result.diagnostics[0].line, 3);
}

Test(build, a_missing_function_is_told_with_its_caller)
{
    add("main.c", "int other(void);\nint main(void)\n{\n    return other();\n}\n");
    build(NULL);
    expect_reason("main.c:4: there is no definition of other");
}

Test(build, two_sources_of_one_name)
{
    add("a/x.c", "int main(void) { return 0; }\n");
    add("b/x.c", "int x;\n");
    build(NULL);
    expect_reason("two source files are called x.c");
}

Test(build, no_source_at_all)
{
    add("readme.txt", "hello\n");
    build(NULL);
    expect_reason("no .c file");
}

Test(build, a_library_that_is_not_installed_is_no_fault_of_the_student)
{
    static const char *const libraries[] = {"no-such-library"};
    add("main.c", "int other(void);\nint main(void) { return other(); }\n");
    const struct build_spec spec = {
        .files = files, .file_count = file_count, .libraries = libraries, .library_count = 1};
    struct error err;
    cr_assert_lt(build_program(&spec, &result, &err), 0);
    cr_expect_eq(err.kind, ERROR_MACHINE);
    cr_expect_not_null(strstr(err.message, "no-such-library"), "%s", err.message);
}

Test(build, a_library_without_an_archive_makes_it_dynamic)
{
    if (access("/usr/include/cjson/cJSON.h", R_OK) < 0)
        cr_skip_test("libcjson-dev isn't installed");
    static const char *const libraries[] = {"cjson"};
    add("main.c", "#include <cjson/cJSON.h>\n"
                  "int main(void) { return cJSON_Parse(\"{}\") == 0; }\n");
    const struct build_spec spec = {
        .files = files, .file_count = file_count, .libraries = libraries, .library_count = 1};
    struct error err;
    cr_assert_eq(build_program(&spec, &result, &err), 0, "%s", err.message);
    cr_assert(result.ok, "%s", result.reason);
    bool archive = access("/usr/lib/x86_64-linux-gnu/libcjson.a", R_OK) == 0;
    cr_expect_eq(result.is_static, archive);
}
