/* SPDX-License-Identifier: MIT */
/* A tebibyte of zeros, which costs the compiler nothing.
 *
 * build: larger than 2 GiB
 */
char block[1L << 40];
int main(void)
{
    return block[0];
}
