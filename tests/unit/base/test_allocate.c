/* SPDX-License-Identifier: MIT */
/* Memory: zeroed when new, kept when it grows, refused loudly. */
#include "base/allocate.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

Test(allocate, new_memory_is_zero)
{
    unsigned char *memory = allocate(4096);
    for (size_t i = 0; i < 4096; i++)
        cr_assert_eq(memory[i], 0);
    free(memory);
}

Test(allocate, nothing_is_still_something_to_free)
{
    void *memory = allocate(0);
    cr_expect_not_null(memory);
    free(memory);
}

Test(allocate, copies_are_their_own)
{
    char source[] = "tickets";
    char *text = copy_string(source), *bytes = copy_memory(source, 3);
    source[0] = 'T';
    cr_expect_str_eq(text, "tickets");
    cr_expect_arr_eq(bytes, "tic", 3);
    free(text);
    free(bytes);
}

Test(allocate, formats_a_string)
{
    char *text = format_string("%s.%d", "main", 2);
    cr_expect_str_eq(text, "main.2");
    free(text);
}

Test(allocate, an_array_grows_and_keeps_its_elements)
{
    int *numbers = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        array_reserve(numbers, count, capacity);
        numbers[count++] = i;
    }
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(numbers[i], i);
    free(numbers);
}

Test(allocate, a_product_that_overflows_aborts, .signal = SIGABRT)
{
    free(reallocate(NULL, SIZE_MAX / 2, 4));
}
