/* SPDX-License-Identifier: MIT */
/* After close_range the numbers are free, and what is opened next has nothing to do with what they
 * were.
 *
 * outcome: old and new
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void put(const char *name, const char *text)
{
    int file = open(name, O_CREAT | O_RDWR, 0600);
    if (write(file, text, strlen(text)) < 0)
        _exit(1);
}

int main(void)
{
    char text[16] = "";
    put("a", "old");
    close_range(3, ~0U, 0);
    put("b", " and new");
    close_range(3, ~0U, 0);
    int first = open("a", O_RDONLY), second = open("b", O_RDONLY);
    ssize_t length = read(first, text, sizeof text);
    if (length < 0 || read(second, text + length, sizeof text - (size_t)length) < 0)
        return 1;
    puts(text);
    return 0;
}
