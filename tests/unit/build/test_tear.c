/* SPDX-License-Identifier: MIT */
/* Which lines of gcc's code are announced by themselves. */
#include "build/tear.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A letter a line: '.' stays, 'd' is dropped, 'p' is a piece. */
static void expect(const char *const *lines, const char *marks)
{
    size_t count = strlen(marks);
    unsigned char *found = calloc(count + 1, 1);
    char **copies = calloc(count, sizeof *copies);
    for (size_t i = 0; i < count; i++)
        copies[i] = strdup(lines[i]);
    tear_mark(copies, count, found);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(found[i],
                     marks[i] == 'd'   ? TEAR_DROP
                     : marks[i] == 'p' ? TEAR_PIECE
                                       : 0,
                     "line %zu: %s", i, lines[i]);
        free(copies[i]);
    }
    free(copies);
    free(found);
}

#define EXPECT(marks, ...) expect((const char *[]){__VA_ARGS__}, marks)

Test(tear, a_structure_is_announced_word_by_word)
{
    EXPECT("........p.pp", "\tcall\t__tsan_write_range@PLT\n", "\tmovl\t$24, %esi\n",
           "\tleaq\tb(%rip), %rax\n", "\tmovq\t%rax, %rdi\n", "\tcall\t__tsan_read_range@PLT\n",
           "\tmovq\t-8(%rbp), %rcx\n", "\tleaq\ta(%rip), %rax\n", "\tmovq\tb(%rip), %rax\n",
           "\tmovq\t8+b(%rip), %rdx\n", "\tmovq\t%rax, a(%rip)\n", "\tmovq\t%rdx, 8+a(%rip)\n",
           "\tmovq\t16+b(%rip), %rax\n");
}

Test(tear, a_copy_to_the_frame_is_torn_where_it_reads)
{
    EXPECT("..p.", "\tcall\t__tsan_read16@PLT\n", "\tmovq\t(%rax), %rcx\n",
           "\tmovq\t8(%rax), %rdx\n", "\tmovq\t%rdx, -24(%rbp)\n");
}

Test(tear, long_copies_have_a_few_pieces)
{
    EXPECT("...p.p..p.", "\tcall\t__tsan_read_range@PLT\n", "\tmovq\t(%rax), %rcx\n",
           "\tmovq\t8(%rax), %rcx\n", "\tmovq\t16(%rax), %rcx\n", "\tmovq\t24(%rax), %rcx\n",
           "\tmovq\t32(%rax), %rcx\n", "\tmovl\t40(%rax), %ecx\n", "\tmovq\t%rcx, -8(%rbp)\n",
           "\tmovzwl\t44(%rax), %ecx\n", "\tcall\t__tsan_func_exit@PLT\n");
}

Test(tear, a_call_announces_itself)
{
    EXPECT("d.d..", "\tcall\t__tsan_write_range@PLT\n", "\tleaq\tb(%rip), %rax\n",
           "\tcall\t__tsan_read_range@PLT\n", "\tmovl\t$800, %edx\n", "\tcall\tmemcpy@PLT\n");
}

Test(tear, a_bit_field_is_read_before_it_is_written)
{
    EXPECT("....p", "\tcall\t__tsan_write4@PLT\n", "\tmovq\t-8(%rbp), %rax\n",
           "\tmovzbl\t(%rax), %edx\n", "\torl\t$1, %edx\n", "\tmovb\t%dl, (%rax)\n");
}

Test(tear, an_assignment_is_one_access)
{
    EXPECT("...", "\tcall\t__tsan_write4@PLT\n", "\tmovl\t-4(%rbp), %eax\n",
           "\tmovl\t%eax, x(%rip)\n");
}

Test(tear, a_result_is_announced_as_it_is_stored)
{
    EXPECT("..pp", "\tcall\tnext@PLT\n", "\tmovq\t-32(%rbp), %rax\n", "\tmovq\t%rax, a(%rip)\n",
           "\tmovq\t%rdx, 8+a(%rip)\n");
}

Test(tear, a_group_ends_at_a_label_and_at_a_jump)
{
    EXPECT("....", "\tcall\t__tsan_read16@PLT\n", "\tmovq\t(%rax), %rcx\n", ".L3:\n",
           "\tmovq\t8(%rax), %rdx\n");
    EXPECT("....", "\tcall\t__tsan_read16@PLT\n", "\tmovq\t(%rax), %rcx\n", "\tjne\t.L3\n",
           "\tmovq\t8(%rax), %rdx\n");
}

Test(tear, what_is_no_memory_of_others_is_left_alone)
{
    EXPECT(".......", "\tcall\tnext@PLT\n", "\tmovq\t%rax, 8(%rsp)\n",
           "\tmovq\t%rax, %fs:a@tpoff\n", "\tmovl\t$5, %eax\n", "\tmovq\ta@GOTPCREL(%rip), %rax\n",
           "\tmovabsq\t$5, %rax\n", "\tnonsense\n");
}

Test(tear, an_announcement_leaves_the_registers_alone)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    tear_announce("\tmovzwl\t8(%rax,%rcx,4), %edx\n", to);
    tear_announce("\tmovb\t%dl, (%rdi)\n", to);
    fclose(to);
    cr_expect_str_eq(text, "\tpushq\t%rdi\n\tleaq\t8(%rax,%rcx,4), %rdi\n"
                           "\tcall\t__mpgrade_load2\n\tpopq\t%rdi\n"
                           "\tpushq\t%rdi\n\tleaq\t(%rdi), %rdi\n"
                           "\tcall\t__mpgrade_store1\n\tpopq\t%rdi\n");
    free(text);
}
