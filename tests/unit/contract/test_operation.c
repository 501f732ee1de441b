/* SPDX-License-Identifier: MIT */
/* The table of operations: every row has a name of its own, and what detection relies on holds. */
#include "contract/operation.h"

#include <criterion/criterion.h>
#include <string.h>

Test(operation, every_name_leads_back_to_its_row)
{
    for (int i = 0; i < OPERATION_COUNT; i++)
        cr_expect_eq(operation_from_name(operation_info((enum operation)i)->name), i, "row %d", i);
}

Test(operation, names_are_fit_for_json_and_schedules)
{
    for (int i = 0; i < OPERATION_COUNT; i++) {
        const char *name = operation_info((enum operation)i)->name;
        cr_expect_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name), "%s", name);
        cr_expect_gt(strlen(name), 0);
    }
}

Test(operation, an_unknown_name_has_no_row)
{
    cr_expect_eq(operation_from_name("teleport"), -1);
    cr_expect_eq(operation_from_name(""), -1);
}

Test(operation, what_touches_nothing_depends_on_nothing)
{
    for (int i = 0; i < OPERATION_COUNT; i++) {
        const struct operation_info *info = operation_info((enum operation)i);
        cr_expect_eq(info->object == OBJECT_NONE, info->access == ACCESS_NONE, "%s", info->name);
    }
}

struct pair {
    enum operation taken, given;
};

Test(operation, who_releases_can_be_learned_from_by_who_acquires)
{
    static const struct pair pairs[] = {
        {OPERATION_LOCK, OPERATION_UNLOCK},
        {OPERATION_SEMAPHORE_GOT, OPERATION_SEMAPHORE_POST},
        {OPERATION_FILE_LOCK, OPERATION_FILE_UNLOCK},
        {OPERATION_RECEIVE, OPERATION_SEND},
        {OPERATION_QUEUE_GET, OPERATION_QUEUE_PUT},
        {OPERATION_FUTEX_WAIT, OPERATION_FUTEX_WAKE},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct operation_info *taken = operation_info(pairs[i].taken);
        const struct operation_info *given = operation_info(pairs[i].given);
        cr_expect_eq(taken->object, given->object, "%s", taken->name);
        cr_expect_eq(taken->order, ORDER_ACQUIRE, "%s", taken->name);
        cr_expect_eq(given->order, ORDER_RELEASE, "%s", given->name);
    }
}
