/* SPDX-License-Identifier: MIT */
/* LOCK_NB fails with EWOULDBLOCK while another holds the lock; readers share.
 *
 * outcome: shared busy
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int first = open("file", O_CREAT | O_RDWR, 0600), second = open("file", O_RDWR);
    flock(first, LOCK_SH);
    printf("%s ", flock(second, LOCK_SH | LOCK_NB) == 0 ? "shared" : "?");
    puts(flock(second, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK ? "busy" : "?");
    return 0;
}
