/* SPDX-License-Identifier: MIT */
/* Loops in machine code, where no hook is called.
 *
 * ends: limit
 * says: processor time
 */
#define _GNU_SOURCE

int main(void)
{
    __asm__ volatile("0: jmp 0b");
}
