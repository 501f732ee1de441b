/* SPDX-License-Identifier: MIT */
/* Recurses without end.
 *
 * ends: completed
 */
#define _GNU_SOURCE
#include <alloca.h>

static long deeper(long depth)
{
    volatile char frame[4096];
    frame[0] = (char)depth;
    return depth ? deeper(depth + 1) + frame[0] : 0;
}

int main(void)
{
    return (int)deeper(1);
}
