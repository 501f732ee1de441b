/* SPDX-License-Identifier: MIT */
/* Between processes as between threads, memcpy is no single step. (Of a constant size the compiler
 * would make moves of it, in an order of its own.)
 *
 * budget: 200
 * finding: data-race
 * outcome: old old
 * outcome: new old
 * outcome: old new
 * outcome: new new
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 16 };

int main(void)
{
    char *shared = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    static const char states[2][SIZE] = {"old\0    old", "new\0    new"};
    char seen[SIZE];
    size_t size = SIZE;
    memcpy(shared, states[0], SIZE);
    if (fork() == 0) {
        memcpy(shared, states[1], size);
        _exit(0);
    }
    memcpy(seen, shared, size);
    printf("%s %s\n", seen, &seen[SIZE / 2]);
    wait(NULL);
    return 0;
}
