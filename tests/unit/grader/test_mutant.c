/* SPDX-License-Identifier: MIT */
/* Which mutants a text has, and what each of them looks like. */
#include "mutant.h"

#include "base/scope.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

static struct mutants mutants;

static void close_mutants(void)
{
    mutants_clear(&mutants);
}

TestSuite(mutant, .fini = close_mutants);

static void make(const char *text)
{
    mutants_make(text, strlen(text), &mutants);
}

/* The only mutant of the rule, and nothing if there are several or none. */
static const char *only(const char *rule)
{
    const char *found = "(none)";
    size_t count = 0;
    for (size_t i = 0; i < mutants.count; i++)
        if (strcmp(mutants.items[i].rule, rule) == 0) {
            found = mutants.items[i].text;
            count++;
        }
    return count < 2 ? found : "(several)";
}

Test(mutant, calls_are_dropped)
{
    make("{ mp_lock_acquire(l, f(1)); mp_lock_release(l); }");
    cr_expect_str_eq(only("drop-acquire"), "{ (0); mp_lock_release(l); }");
    cr_expect_str_eq(only("drop-release"), "{ mp_lock_acquire(l, f(1)); (0); }");
}

Test(mutant, a_call_in_a_condition_becomes_a_success)
{
    make("if (waitpid(child, &status, 0) < 0) close(fd);");
    cr_expect_str_eq(only("drop-join"), "if ((0) < 0) close(fd);");
    cr_expect_str_eq(only("drop-close"), "if (waitpid(child, &status, 0) < 0) (0);");
}

Test(mutant, statements_leave_the_lock_at_either_end)
{
    make("{ mp_lock_acquire(l, 1); a(); b(); mp_lock_release(l); }");
    cr_expect_str_eq(only("out-at-the-front"),
                     "{ a(); mp_lock_acquire(l, 1); b(); mp_lock_release(l); }");
    cr_expect_str_eq(only("out-at-the-back"),
                     "{ mp_lock_acquire(l, 1); a(); mp_lock_release(l); b(); }");
}

Test(mutant, control_statements_stay_in_the_lock)
{
    make("{ mp_lock_acquire(l, 1); if (x) return; { c(); } mp_lock_release(l); }");
    cr_expect_str_eq(only("out-at-the-front"), "(none)");
    cr_expect_str_eq(only("out-at-the-back"), "(none)");
}

Test(mutant, the_scoped_lock_counts_as_an_acquire)
{
    make("{ MP_WITH_LOCK(l) { a(); b(); } }");
    cr_expect_str_eq(only("drop-acquire"), "{  { a(); b(); } }");
    cr_expect_str_eq(only("out-at-the-front"), "{ a(); MP_WITH_LOCK(l) { b(); } }");
}

Test(mutant, neighbouring_acquires_change_places)
{
    make("{ mp_lock_acquire(a, 1); mp_lock_acquire(b, 1); }");
    cr_expect_str_eq(only("swap-acquires"), "{ mp_lock_acquire(b, 1); mp_lock_acquire(a, 1); }");
}

Test(mutant, loops_with_a_condition_become_ifs)
{
    make("while (empty) wait_on(c); while (1) x(); do { y(); } while (z);");
    cr_expect_str_eq(only("while-to-if"),
                     "if (empty) wait_on(c); while (1) x(); do { y(); } while (z);");
}

Test(mutant, one_is_woken_instead_of_all)
{
    make("{ mp_condition_notify_all(c); }");
    cr_expect_str_eq(only("notify-one"), "{ mp_condition_notify(c, 1); }");
    cr_expect_str_eq(only("drop-notify"), "{ (0); }");
}

Test(mutant, semaphores_shrink_unless_they_are_empty)
{
    make("{ s = mp_semaphore_new((unsigned)n); t = mp_semaphore_new(0); }");
    cr_expect_str_eq(only("shrink-semaphore"),
                     "{ s = mp_semaphore_new((unsigned)n - 1); t = mp_semaphore_new(0); }");
}

Test(mutant, what_is_no_code_has_no_mutants)
{
    make("// close(a);\n/* close(b); */\n#define X \\\n close(c)\nchar *s = \"close(d)\";");
    cr_expect_eq(mutants.count, 0);
    make("fflush_all(x); my_close(y);");
    cr_expect_eq(mutants.count, 0);
}

Test(mutant, a_mutant_tells_where_and_what)
{
    make("\n\nfflush  ( stdout\n);");
    cr_assert_eq(mutants.count, 1);
    cr_expect_eq(mutants.items[0].line, 3);
    cr_expect_str_eq(mutants.items[0].code, "fflush ( stdout )");
    cr_expect_eq(mutants.items[0].size, strlen(mutants.items[0].text));
}

Test(mutant, a_rule_has_a_bound)
{
    cleanup_with(text_free) struct text text = {0};
    for (int i = 0; i < 2 * MOST_OF_A_RULE; i++)
        text_add_string(&text, "close(fd);");
    make(text.data);
    cr_expect_eq(mutants.count, (size_t)MOST_OF_A_RULE);
}

Test(mutant, broken_text_is_survived)
{
    make("mp_lock_acquire(((");
    make("while (\"");
    make("");
    make("/*");
    make("MP_WITH_LOCK(");
}
