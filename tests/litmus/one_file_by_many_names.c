/* SPDX-License-Identifier: MIT */
/* A lock file is one file, whatever folder its name starts from: the working folder, a descriptor,
 * the root. Only one process makes it.
 *
 * budget: 350
 * outcome: 1 made it, 2 found it
 * outcome: 2 made it, 1 found it
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *try_lock(int number)
{
    int folder = open("locks", O_RDONLY | O_DIRECTORY);
    int lock = number == 1           ? openat(folder, "lock", O_CREAT | O_EXCL | O_WRONLY, 0600)
               : chdir("locks") == 0 ? open("lock", O_CREAT | O_EXCL | O_WRONLY, 0600)
                                     : -1;
    return lock >= 0 ? "made" : errno == EEXIST ? "found" : strerror(errno);
}

int main(void)
{
    char words[2][16] = {"", ""};
    int ends[2][2];
    mkdir("locks", 0700);
    for (int i = 0; i < 2; i++) {
        if (pipe(ends[i]) != 0)
            return 1;
        if (fork() == 0) {
            const char *word = try_lock(i + 1);
            return write(ends[i][1], word, strlen(word) + 1) < 0;
        }
    }
    for (int i = 0; i < 2; i++)
        if (read(ends[i][0], words[i], sizeof words[i] - 1) <= 0)
            return 1;
    int winner = strcmp(words[0], "made") == 0 ? 0 : 1;
    printf("%d %s it, %d %s it\n", winner + 1, words[winner], 2 - winner, words[!winner]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
