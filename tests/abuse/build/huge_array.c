/* SPDX-License-Identifier: MIT */
/* An initialised array of 8 GiB.
 *
 * build: larger than 64 MiB
 */
char block[1L << 33] = {1};
int main(void)
{
    return block[0];
}
