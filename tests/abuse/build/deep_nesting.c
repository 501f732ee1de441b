/* SPDX-License-Identifier: MIT */
/* Nests so deeply that the compiler's stack ends.
 *
 * build: the compiler crashed on this code
 */
#define O ((((((((((((((((
#define O2 O O O O O O O O O O O O O O O O
#define O3 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2
#define O4 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3
#define O5 O4 O4 O4 O4 O4 O4 O4 O4
int main(void)
{
    return O5 1;
}
