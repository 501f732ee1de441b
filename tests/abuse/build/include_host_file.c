/* SPDX-License-Identifier: MIT */
/* Includes a file of the machine: it isn't there, and nothing of it is quoted.
 *
 * build: /etc/shadow: No such file or directory
 */
#include "/etc/shadow"
int main(void)
{
    return 0;
}
