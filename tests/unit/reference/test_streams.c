/* SPDX-License-Identifier: MIT */
/* What a start does with standard input and with text in buffers. */
#include "family.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>
#include <wchar.h>

static int read_input(void *unused)
{
    (void)unused;
    char byte;
    return getchar() == EOF && read(STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

Test(process, a_childs_standard_input_is_empty)
{
    int feed[2];
    cr_assert_eq(pipe(feed), 0);
    cr_assert_eq(write(feed[1], "abc", 3), 3);
    dup2(feed[0], STDIN_FILENO);
    cr_assert_eq(getchar(), 'a'); /* and "bc" is in the parent's buffer */
    cr_assert_eq(run(read_input, NULL), 0);
    cr_assert_eq(getchar(), 'b');
}

static int print_and_close(void *unused)
{
    (void)unused;
    printf("child\n");
    return 0;
}

Test(process, text_in_buffers_is_written_once)
{
    FILE *file = tmpfile();
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    dup2(fileno(file), STDOUT_FILENO);
    printf("parent\n");
    run(print_and_close, NULL);
    fflush(stdout);
    dup2(saved, STDOUT_FILENO);
    char text[64] = "";
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    cr_assert_str_eq(text, "parent\nchild\n");
    fclose(file);
}

static int write_nothing(void *unused)
{
    (void)unused;
    return 0;
}

static int write_more(void *file)
{
    fputs("child\n", file);
    return 0;
}

/* Not only the standard streams: whatever the program has opened, and in wide characters too. */
Test(process, text_in_any_streams_buffer_is_written_once)
{
    FILE *narrow = tmpfile(), *wide = tmpfile();
    char text[64] = "";
    fputs("parent\n", narrow);
    fputws(L"wide\n", wide);
    run(write_nothing, NULL);
    run(write_more, narrow);
    cr_assert_eq(pread(fileno(narrow), text, sizeof text - 1, 0), 13);
    cr_assert_str_eq(text, "parent\nchild\n");
    cr_assert_eq(pread(fileno(wide), text, sizeof text - 1, 0), 5);
    fclose(narrow);
    fclose(wide);
}

static int put_one(void *queue)
{
    return mp_queue_put(queue, "x", 1, MP_FOREVER);
}

Test(process, closed_output_is_no_reason_to_fail)
{
    close(STDOUT_FILENO);
    cr_assert_eq(run(print_and_close, NULL), 0);
}

/* The descriptor of the null device is then another one, and still only the child's. */
Test(process, closed_input_is_no_reason_to_fail)
{
    mp_queue *queue = mp_queue_new(0);
    close(STDIN_FILENO);
    cr_assert_eq(run(put_one, queue), 0);
    cr_assert_eq(mp_queue_qsize(queue), 1);
    mp_queue_free(queue);
}
