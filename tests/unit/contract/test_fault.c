/* SPDX-License-Identifier: MIT */
/* Faults: single bits with a name each. */
#include "contract/choice.h"

#include <criterion/criterion.h>

Test(fault, every_bit_has_a_name_that_leads_back)
{
    static const enum fault faults[] = {
        FAULT_SHORT_IO,     FAULT_EINTR, FAULT_SPURIOUS, FAULT_SKEW,
        FAULT_LATE_SIGNALS, FAULT_FORK,  FAULT_KILL,
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        const char *name = fault_name(faults[i]);
        cr_assert_not_null(name, "fault %d", (int)faults[i]);
        cr_expect_eq(fault_from_name(name), (int)faults[i], "%s", name);
    }
}

Test(fault, a_set_of_faults_has_no_single_name)
{
    cr_expect_null(fault_name((enum fault)(FAULT_EINTR | FAULT_SKEW)));
    cr_expect_null(fault_name((enum fault)0));
    cr_expect_null(fault_name((enum fault)(FAULT_KILL << 1)));
}

Test(fault, an_unknown_name_has_no_bit)
{
    cr_expect_eq(fault_from_name("gremlin"), -1);
}
