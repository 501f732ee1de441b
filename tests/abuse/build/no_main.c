/* SPDX-License-Identifier: MIT */
/* Has no main.
 *
 * build: there is no definition of main
 */
int Main(void)
{
    return 0;
}
