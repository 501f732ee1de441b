/* SPDX-License-Identifier: MIT */
/* One process copies a structure as a whole while another changes its last part.
 *
 * finding: data-race
 * outcome: 0
 * outcome: 3
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct record {
    long first[6];
    int last;
};

int main(void)
{
    struct record *record =
        mmap(NULL, sizeof *record, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        record->last = 3;
        _exit(0);
    }
    struct record copy = *record;
    printf("%d\n", copy.last);
    wait(NULL);
    return 0;
}
