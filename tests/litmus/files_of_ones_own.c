/* SPDX-License-Identifier: MIT */
/* Names that the library makes up are the same in every run, and no two of them are alike.
 *
 * outcome: 4 files
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int make_two(void)
{
    char name[] = "fileXXXXXX", other[] = "fileXXXXXX";
    int first = mkstemp(name);
    if (first < 0 || mktemp(other) != other)
        return 1;
    return close(first) != 0 || link(name, other) != 0;
}

int main(void)
{
    int count = 0, status;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            return make_two();
    while (wait(&status) > 0)
        if (status)
            return 1;
    DIR *folder = opendir(".");
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] == 'f';
    closedir(folder);
    printf("%d files\n", count);
    return 0;
}
