/* SPDX-License-Identifier: MIT */
/* Adds the numbers on standard input, and what lies in the file it is told of; the sum is its exit
 * status. */
#include <stdio.h>

int main(int argc, char **argv)
{
    int sum = 0, number;
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    while (scanf("%d", &number) == 1)
        sum += number;
    while (file && fscanf(file, "%d", &number) == 1)
        sum += number;
    return sum;
}
