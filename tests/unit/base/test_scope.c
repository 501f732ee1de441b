/* SPDX-License-Identifier: MIT */
/* Ownership by scope: what is marked is given up at the end of the block, what was stolen isn't. */
#include "base/scope.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>

static bool is_open(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

Test(scope, a_descriptor_is_closed_at_the_end_of_its_block)
{
    int seen;
    {
        cleanup_fd int fd = open("/dev/null", O_RDONLY);
        seen = fd;
        cr_assert(is_open(seen));
    }
    cr_expect_not(is_open(seen));
}

Test(scope, a_stolen_descriptor_stays_open)
{
    int kept;
    {
        cleanup_fd int fd = open("/dev/null", O_RDONLY);
        kept = steal_fd(&fd);
        cr_expect_eq(fd, -1);
    }
    cr_expect(is_open(kept));
    close(kept);
}

Test(scope, a_stolen_pointer_survives)
{
    char *kept;
    {
        cleanup_free char *text = strdup("mine");
        kept = steal_pointer(&text);
        cr_expect_null(text);
    }
    cr_expect_str_eq(kept, "mine");
    free(kept);
}

static int given_up;

static void count_down(int *slot)
{
    given_up += *slot;
}

Test(scope, any_function_can_clean_up)
{
    {
        cleanup_with(count_down) int owned = 3;
        cr_assert_eq(owned, 3);
    }
    cr_expect_eq(given_up, 3);
}

Test(scope, a_stream_is_closed)
{
    int seen;
    {
        cleanup_file FILE *stream = fopen("/dev/null", "r");
        cr_assert_not_null(stream);
        seen = fileno(stream);
    }
    cr_expect_not(is_open(seen));
}
