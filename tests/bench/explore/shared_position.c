/* SPDX-License-Identifier: MIT */
/* A descriptor that was open at the fork has one position for both: seeking and reading are two
 * steps.
 *
 * depth: 2
 */
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int read_record(int file, int number, char *record)
{
#ifdef FIXED
    return pread(file, record, 4, number * 4) == 4;
#else
    lseek(file, number * 4, SEEK_SET);
    return read(file, record, 4) == 4;
#endif
}

int main(void)
{
    static const char *const records[] = {"aaaa", "bbbb"};
    int failed = 0, status, file = open("records", O_CREAT | O_RDWR | O_TRUNC, 0600);
    if (write(file, "aaaabbbb", 8) != 8)
        return 2;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            char record[4] = "";
            _exit(!read_record(file, i, record) || memcmp(record, records[i], 4) != 0);
        }
    while (wait(&status) > 0)
        failed |= status;
    return failed != 0;
}
