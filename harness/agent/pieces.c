/* SPDX-License-Identifier: MIT */
/* Pieces of accesses: calls that our assembler put between the moves of a copy (build/tear.c), or
 * into a student's own assembly (build/inline_asm.c), with the address in rdi. The code around them
 * knows nothing of the call, so it must leave every other register as it is: these entries save
 * what a function may change, and nothing that they call touches a vector register
 * (-mgeneral-regs-only). */
#include "agent.h"
#include "memory.h"

#include <stddef.h>

enum piece { LOAD, STORE, TAKE, GIVE, UPDATE };

void memory_piece(const void *address, size_t size, enum piece piece);

void memory_piece(const void *address, size_t size, enum piece piece)
{
    static const enum operation atomic[] = {[TAKE] = OPERATION_ATOMIC_READ,
                                            [GIVE] = OPERATION_ATOMIC_WRITE,
                                            [UPDATE] = OPERATION_ATOMIC_UPDATE};
    if (piece == STORE)
        memory_writes(address, size);
    else if (piece == LOAD)
        memory_reads(address, size);
    else
        memory_atomic(atomic[piece], address, size);
}

/* The frame stays the student's, for its callers are found by rbp; rbx keeps the stack pointer
 * while that is aligned. */
#define PIECE(name, size, piece)                                                                   \
    __asm__(".globl __mpgrade_" name "\n"                                                          \
            ".type __mpgrade_" name ", @function\n"                                                \
            "__mpgrade_" name ":\n"                                                                \
            "\t.cfi_startproc\n"                                                                   \
            "\tpushfq\n\tpushq %rax\n\tpushq %rcx\n\tpushq %rdx\n\tpushq %rsi\n\tpushq %rdi\n"     \
            "\tpushq %r8\n\tpushq %r9\n\tpushq %r10\n\tpushq %r11\n\tpushq %rbx\n"                 \
            "\t.cfi_def_cfa_offset 96\n"                                                           \
            "\t.cfi_offset rbx, -96\n"                                                             \
            "\tmovq %rsp, %rbx\n"                                                                  \
            "\t.cfi_def_cfa_register rbx\n"                                                        \
            "\tandq $-16, %rsp\n"                                                                  \
            "\tmovl $" #size ", %esi\n"                                                            \
            "\tmovl $" #piece ", %edx\n"                                                           \
            "\tcall memory_piece\n"                                                                \
            "\tmovq %rbx, %rsp\n"                                                                  \
            "\t.cfi_def_cfa_register rsp\n"                                                        \
            "\tpopq %rbx\n\tpopq %r11\n\tpopq %r10\n\tpopq %r9\n\tpopq %r8\n\tpopq %rdi\n"         \
            "\tpopq %rsi\n\tpopq %rdx\n\tpopq %rcx\n\tpopq %rax\n\tpopfq\n"                        \
            "\t.cfi_def_cfa_offset 8\n"                                                            \
            "\tret\n"                                                                              \
            "\t.cfi_endproc\n"                                                                     \
            ".size __mpgrade_" name ", .-__mpgrade_" name "\n")

#define PIECES(name, piece)                                                                        \
    PIECE(name "1", 1, piece);                                                                     \
    PIECE(name "2", 2, piece);                                                                     \
    PIECE(name "4", 4, piece);                                                                     \
    PIECE(name "8", 8, piece)

/* The numbers are those of enum piece: assembly knows no names. */
PIECES("load", 0);
PIECES("store", 1);
PIECES("take", 2);
PIECES("give", 3);
PIECES("update", 4);
PIECE("load16", 16, 0);
PIECE("store16", 16, 1);
PIECE("update16", 16, 4);
