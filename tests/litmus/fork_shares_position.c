/* SPDX-License-Identifier: MIT */
/* A file opened before fork has one position for both: each byte is read once.
 *
 * outcome: child a | parent b
 * outcome: child b | parent a
 * outcome: parent a | child b
 * outcome: parent b | child a
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void read_one(int fd, const char *who)
{
    char byte = '?';
    if (read(fd, &byte, 1) == 1)
        printf("%s %c\n", who, byte);
}

int main(void)
{
    int fd = open("letters", O_CREAT | O_RDWR, 0600);
    if (write(fd, "ab", 2) != 2 || lseek(fd, 0, SEEK_SET) != 0)
        return 1;
    if (fork() == 0) {
        read_one(fd, "child");
        return 0;
    }
    read_one(fd, "parent");
    wait(NULL);
    return 0;
}
