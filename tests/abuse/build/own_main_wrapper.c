/* SPDX-License-Identifier: MIT */
/* Takes the place of what calls main.
 *
 * build: main is defined more than once
 */
int __wrap_main(void)
{
    return 0;
}
int main(void)
{
    return 0;
}
