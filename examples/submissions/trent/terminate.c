/* terminate, trent: takes his time, and all the memory */
#include <stdlib.h>
#include <string.h>

int main(void)
{
    for (size_t size = 1 << 20;; size *= 2)
        memset(malloc(size), 1, size);
}
