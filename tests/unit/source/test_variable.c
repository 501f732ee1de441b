/* SPDX-License-Identifier: MIT */
/* The words for an address, in the variables of this file itself. */
#include "source/variable.h"

#include <criterion/criterion.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct account {
    int id;
    const char *const *names;
    struct {
        long first, last;
    } moved[2];
    union {
        char letter;
        double number;
    };
    long balance;
};

typedef volatile struct account shared_account;

int plain_count;
static shared_account accounts[3];
static long grid[2][3];
static struct {
    long first, last;
} cube[2][3][4];
static pthread_mutex_t lock;
static struct account *chosen, *far_below;
static int *numbers;
static void *anything;

static int fd;
static Dwarf *dwarf;
static struct variables *variables;

static void read_debug_information(void)
{
    fd = open("/proc/self/exe", O_RDONLY);
    dwarf = dwarf_begin(fd, DWARF_C_READ);
    variables = variables_new(dwarf, "/task");
}

static void give_up(void)
{
    variables_free(variables);
    dwarf_end(dwarf);
    close(fd);
}

TestSuite(variable, .init = read_debug_information, .fini = give_up);

static void expect(const volatile void *address, const char *name)
{
    char *found = variables_name(variables, getpid(), (uint64_t)(uintptr_t)address);
    if (name)
        cr_expect_str_eq(found ? found : "(nothing)", name);
    else
        cr_expect_null(found, "%s", found);
    free(found);
}

Test(variable, has_its_own_name)
{
    static int inside;
    expect(&plain_count, "plain_count");
    expect((char *)&plain_count + 1, "plain_count");
    expect(&inside, "inside");
}

Test(variable, is_told_by_element_and_member)
{
    expect(&accounts[1].balance, "accounts[1].balance");
    expect(&accounts[2].moved[1].last, "accounts[2].moved[1].last");
    expect(&accounts[0].number, "accounts[0].letter"); /* or .number: one and the same place */
    expect(&grid[1][2], "grid[1][2]");
    expect(&cube[1][0][3].last, "cube[1][0][3].last");
    expect(&accounts[0], "accounts[0].id");
}

Test(variable, of_libc_is_whole)
{
    expect((char *)&lock + 8, "lock");
}

Test(variable, of_the_heap_is_called_by_a_pointer)
{
    chosen = calloc(4, sizeof *chosen);
    numbers = calloc(8, sizeof *numbers);
    expect(&chosen->balance, "chosen->balance");
    expect(&chosen[2].balance, "chosen[2].balance");
    expect(&numbers[0], "*numbers");
    expect(&numbers[5], "numbers[5]");
    free(chosen);
    free(numbers);
    chosen = NULL;
    numbers = NULL;
}

Test(variable, is_called_by_the_nearest_pointer)
{
    struct account *block = calloc(4, sizeof *block);
    far_below = block;
    chosen = &block[2];
    expect(&block[2].balance, "chosen->balance");
    expect(&block[1].balance, "far_below[1].balance");
    free(block);
    chosen = far_below = NULL;
}

Test(variable, behind_a_pointer_to_anything_has_no_name)
{
    anything = malloc(64);
    expect(anything, NULL);
    free(anything);
    anything = NULL;
}

Test(variable, there_is_none)
{
    int on_the_stack = 0;
    expect(&on_the_stack, NULL);
    expect(NULL, NULL);
}

Test(variable, of_other_folders_has_no_name)
{
    struct variables *none = variables_new(dwarf, "/elsewhere");
    cr_expect_null(variables_name(none, getpid(), (uint64_t)(uintptr_t)&plain_count));
    variables_free(none);
    none = variables_new(NULL, "/task");
    cr_expect_null(variables_name(none, getpid(), (uint64_t)(uintptr_t)&plain_count));
    variables_free(none);
}
