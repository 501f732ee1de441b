/* SPDX-License-Identifier: MIT */
/* Takes bytes of the machine into the program.
 *
 * build: file not found: /etc/passwd
 */
__asm__(".incbin \"/etc/passwd\"");
int main(void)
{
    return 0;
}
