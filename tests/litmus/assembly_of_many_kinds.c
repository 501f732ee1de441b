/* SPDX-License-Identifier: MIT */
/* Inline assembly does what it says, whatever is announced of it: registers, flags, the stack and
 * what isn't understood are as they were.
 *
 * compiler: gcc
 * outcome: 7 3 39 5 abc 3 1 4 2 9 2
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

int visible = 4;

/* Keeps registers in memory, and brings them back, as a switch of coroutines does. */
long there_and_back(long *room, long value);
__asm__(".text\n"
        ".globl there_and_back\n"
        "there_and_back:\n"
        "\tmovq %rsp, (%rdi); movq %rbx, 8(%rdi)\n"
        "\tmovq %rsi, %rbx\n"
        "\tmovq %rbx, %rax # the result\n"
        "\tmovq 8(%rdi), %rbx; movq (%rdi), %rsp\n"
        "\tret\n");

static int carry(const uint32_t *word)
{
    int below;
    __asm__("movl $1, %%eax\n\t"
            "cmpl $2, %%eax\n\t"
            "movl (%1), %%ecx\n\t" /* between a comparison and its use */
            "movl $0, %0\n\t"
            "adcl $0, %0"
            : "=&r"(below)
            : "r"(word)
            : "eax", "ecx", "cc");
    return below;
}

static int sum_of_two(int *words)
{
    int sum;
    __asm__ volatile("movl (%1), %0\n\taddl 4(%1), %0\n\tmovl %0, 8(%1)"
                     : "=&r"(sum)
                     : "r"(words)
                     : "memory", "cc");
    return words[2] == sum ? sum : -1;
}

static int jumps(int word)
{
    __asm__ goto("testl %0, %0; jne %l1" : : "r"(word) : "cc" : isnt_zero);
    return 0;
isnt_zero:
    return 1;
}

static void copy(char *to, const char *from, long size)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

static void *work(void *unused)
{
    long room[2];
    uint64_t bits = 7;
    int words[3] = {1, 2, 0}, read;
    unsigned short small = 1;
    double root = 9;
    char text[4];
    long counted;
    __asm__("popcntq %1, %0" : "=r"(counted) : "m"(bits) : "cc");
    __asm__ volatile("lock btsq %1, %0" : "+m"(bits) : "r"(5L) : "cc");
    __asm__ volatile("incw %0" : "+m"(small) : : "cc");
    __asm__("sqrtsd %1, %0" : "=x"(root) : "m"(root));
    __asm__("movl visible(%%rip), %0" : "=r"(read));
    copy(text, "abc", sizeof text);
    printf("%ld %ld %d 5 %s %d %d %d %d 9 %d\n", there_and_back(room, 7), counted, (int)bits, text,
           sum_of_two(words), jumps(1) + jumps(0), read, small, carry((uint32_t *)words) + 1);
    return root == 3 ? unused : NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    return 0;
}
