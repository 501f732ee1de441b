/* SPDX-License-Identifier: MIT */
/* What makes a fork of the server cheap. The kernel copies no page tables of a mapped file, for a
 * fault can always fill them; so every process of every schedule would fault its code in anew, a
 * dozen times. A mapping that has a page of its own is copied whole, though: so the server gives
 * each of the program's read-only segments one, equal to the file's, and fills the rest.
 *
 * Best effort: where memory may not be writable and executable at once, nothing is changed. */
#define _GNU_SOURCE
#include "page_tables.h"
#include "agent.h"

#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static int protection_of(unsigned flags)
{
    return (flags & PF_R ? PROT_READ : 0) | (flags & PF_X ? PROT_EXEC : 0);
}

static void own_a_page(char *start, size_t size, int protection)
{
    if (mprotect(start, size, protection | PROT_WRITE) != 0)
        return;
    volatile char *first = start;
    *first = *first;
    mprotect(start, size, protection);
    madvise(start, size, MADV_POPULATE_READ);
}

/* Only of the first object, which is the program. */
static int visit(struct dl_phdr_info *object, size_t size, void *unused)
{
    (void)size, (void)unused;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W || !segment->p_memsz)
            continue;
        uintptr_t start = (object->dlpi_addr + segment->p_vaddr) & ~(page - 1);
        uintptr_t end = object->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        own_a_page((char *)start, ((end + page - 1) & ~(page - 1)) - start,
                   protection_of(segment->p_flags));
    }
    return 1;
}

void page_tables_fill(void)
{
    dl_iterate_phdr(visit, NULL);
}
