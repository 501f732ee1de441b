/* SPDX-License-Identifier: MIT */
/* Variables with a fixed address, from the debug information. The type of one says which element
 * and which member an address is. What was mapped or allocated has no name of its own, but often a
 * variable that points to it: then it is called by that, as the student would in the code. The task
 * must be held, so that the pointers stay. */
#define _GNU_SOURCE
#include "source/variable.h"

#include "base/allocate.h"
#include "base/text.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

enum { LARGEST_INDEX = 1 << 16, DEEPEST = 16 };

struct variable {
    const char *name; /* in the debug information */
    uint64_t address;
    uint64_t size;
    Dwarf_Die type;
};

struct variables {
    struct variable *items;
    size_t count, capacity;
};

/* The type behind typedefs and qualifiers; of size 0 when it is incomplete. */
static bool peel(Dwarf_Die *type)
{
    for (int depth = 0; depth < DEEPEST; depth++) {
        Dwarf_Attribute attribute;
        int tag = dwarf_tag(type);
        if (tag != DW_TAG_typedef && tag != DW_TAG_const_type && tag != DW_TAG_volatile_type &&
            tag != DW_TAG_atomic_type && tag != DW_TAG_restrict_type)
            return true;
        if (!dwarf_formref_die(dwarf_attr(type, DW_AT_type, &attribute), type))
            return false;
    }
    return false;
}

static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    return dwarf_formref_die(dwarf_attr_integrate(die, DW_AT_type, &attribute), type);
}

static uint64_t size_of(Dwarf_Die *type)
{
    Dwarf_Word size;
    return dwarf_aggregate_size(type, &size) == 0 ? size : 0;
}

/* gcc writes the address itself, clang its place in a table. */
static bool fixed_address(Dwarf_Die *die, uint64_t *address)
{
    Dwarf_Attribute attribute, indexed;
    Dwarf_Op *operations;
    Dwarf_Addr found;
    size_t count;
    if (!dwarf_attr(die, DW_AT_location, &attribute) ||
        dwarf_getlocation(&attribute, &operations, &count) != 0 || count != 1)
        return false;
    *address = operations->number;
    if (operations->atom != DW_OP_addrx)
        return operations->atom == DW_OP_addr;
    bool told = dwarf_getlocation_attr(&attribute, operations, &indexed) == 0 &&
                dwarf_formaddr(&indexed, &found) == 0;
    *address = told ? found : 0;
    return told;
}

static void add_variable(struct variables *variables, Dwarf_Die *die)
{
    struct variable variable = {.name = dwarf_diename(die)};
    if (!variable.name || !fixed_address(die, &variable.address) || !type_of(die, &variable.type))
        return;
    variable.size = size_of(&variable.type);
    array_reserve(variables->items, variables->count, variables->capacity);
    variables->items[variables->count++] = variable;
}

/* Those of functions are inside these and their blocks. */
static void add_children(struct variables *variables, Dwarf_Die *parent, int depth)
{
    Dwarf_Die die;
    if (depth > DEEPEST || dwarf_child(parent, &die) != 0)
        return;
    do {
        int tag = dwarf_tag(&die);
        if (tag == DW_TAG_variable)
            add_variable(variables, &die);
        else if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block)
            add_children(variables, &die, depth + 1);
    } while (dwarf_siblingof(&die, &die) == 0);
}

static bool compiled_in(Dwarf_Die *unit, const char *folder)
{
    Dwarf_Attribute attribute;
    const char *where = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    return where && strcmp(where, folder) == 0;
}

struct variables *variables_new(Dwarf *dwarf, const char *folder)
{
    struct variables *variables = allocate(sizeof *variables);
    Dwarf_Off offset = 0, next;
    size_t header;
    while (dwarf && dwarf_nextcu(dwarf, offset, &next, &header, NULL, NULL, NULL) == 0) {
        Dwarf_Die unit;
        if (dwarf_offdie(dwarf, offset + header, &unit) && compiled_in(&unit, folder))
            add_children(variables, &unit, 0);
        offset = next;
    }
    return variables;
}

void variables_free(struct variables *variables)
{
    if (variables)
        free(variables->items);
    free(variables);
}

static void name_part(Dwarf_Die *type, uint64_t offset, struct text *text, int depth);

/* How many elements the array has in each dimension; 0: that isn't known. */
static size_t read_dimensions(Dwarf_Die *array, uint64_t counts[DEEPEST])
{
    Dwarf_Die range;
    Dwarf_Attribute attribute;
    size_t dimensions = 0;
    if (dwarf_child(array, &range) != 0)
        return 0;
    do {
        Dwarf_Word number = 0;
        if (dwarf_tag(&range) != DW_TAG_subrange_type)
            continue;
        if (dwarf_formudata(dwarf_attr(&range, DW_AT_upper_bound, &attribute), &number) == 0)
            number++;
        else if (dwarf_formudata(dwarf_attr(&range, DW_AT_count, &attribute), &number) != 0)
            number = 0;
        counts[dimensions++] = number;
    } while (dimensions < DEEPEST && dwarf_siblingof(&range, &range) == 0);
    return dimensions;
}

/* The number-th element of them all, as one index a dimension. */
static void name_indices(Dwarf_Die *array, uint64_t number, struct text *text)
{
    uint64_t counts[DEEPEST], stride = 1;
    size_t dimensions = read_dimensions(array, counts);
    for (size_t i = 1; i < dimensions; i++)
        stride *= counts[i];
    for (size_t i = 0; i + 1 < dimensions && stride; i++) {
        text_add_format(text, "[%llu]", (unsigned long long)(number / stride));
        number %= stride;
        stride /= counts[i + 1];
    }
    text_add_format(text, "[%llu]", (unsigned long long)number);
}

static void name_element(Dwarf_Die *array, uint64_t offset, struct text *text, int depth)
{
    Dwarf_Die element;
    uint64_t size = type_of(array, &element) ? size_of(&element) : 0;
    if (size == 0)
        return;
    name_indices(array, offset / size, text);
    name_part(&element, offset % size, text, depth + 1);
}

static uint64_t offset_of(Dwarf_Die *member)
{
    Dwarf_Attribute attribute;
    Dwarf_Word offset = 0;
    dwarf_formudata(dwarf_attr(member, DW_AT_data_member_location, &attribute), &offset);
    return offset;
}

static void name_member(Dwarf_Die *structure, uint64_t offset, struct text *text, int depth)
{
    Dwarf_Die member, type;
    if (dwarf_child(structure, &member) != 0)
        return;
    do {
        uint64_t start = offset_of(&member);
        if (dwarf_tag(&member) != DW_TAG_member || !type_of(&member, &type) || offset < start ||
            offset - start >= size_of(&type))
            continue;
        if (dwarf_diename(&member))
            text_add_format(text, ".%s", dwarf_diename(&member));
        name_part(&type, offset - start, text, depth + 1);
        return;
    } while (dwarf_siblingof(&member, &member) == 0);
}

/* Locks are whole for a student, whatever libc has made them of. */
static bool is_opaque(Dwarf_Die *type)
{
    static const char *const names[] = {"pthread_", "sem_t", "mtx_t", "cnd_t", "once_flag"};
    const char *name = dwarf_tag(type) == DW_TAG_typedef ? dwarf_diename(type) : NULL;
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strncmp(name, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static void name_part(Dwarf_Die *type, uint64_t offset, struct text *text, int depth)
{
    if (depth > DEEPEST || is_opaque(type) || !peel(type))
        return;
    switch (dwarf_tag(type)) {
    case DW_TAG_array_type:
        name_element(type, offset, text, depth);
        break;
    case DW_TAG_structure_type:
    case DW_TAG_union_type:
        name_member(type, offset, text, depth);
        break;
    default:
        break;
    }
}

static bool pointee_of(const struct variable *variable, Dwarf_Die *pointee)
{
    Dwarf_Die type = variable->type;
    return peel(&type) && dwarf_tag(&type) == DW_TAG_pointer_type && type_of(&type, pointee);
}

static bool is_structure(const Dwarf_Die *type)
{
    Dwarf_Die peeled = *type;
    if (is_opaque(&peeled) || !peel(&peeled))
        return false;
    int tag = dwarf_tag(&peeled);
    return tag == DW_TAG_structure_type || tag == DW_TAG_union_type;
}

/* `*p`, `p->member`, `p[i]` or `p[i].member`. */
static char *name_target(const struct variable *variable, Dwarf_Die *pointee, uint64_t offset)
{
    struct text text = {0}, part = {0};
    uint64_t size = size_of(pointee), index = size ? offset / size : 0;
    if (index > LARGEST_INDEX || (!size && offset))
        return NULL;
    bool structure = is_structure(pointee);
    name_part(pointee, size ? offset % size : 0, &part, 0);
    const char *rest = part.data ? part.data : "";
    if (index)
        text_add_format(&text, "%s[%llu]%s", variable->name, (unsigned long long)index, rest);
    else if (structure && *rest)
        text_add_format(&text, "%s->%s", variable->name, rest + 1);
    else
        text_add_format(&text, "*%s%s", variable->name, rest);
    text_free(&part);
    return text_steal(&text);
}

static bool points_to(const struct variable *variable, pid_t task, uint64_t address,
                      Dwarf_Die *pointee, uint64_t *offset)
{
    uint64_t target = 0;
    struct iovec here = {&target, sizeof target};
    struct iovec there = {(void *)(uintptr_t)variable->address, sizeof target};
    if (!pointee_of(variable, pointee) ||
        process_vm_readv(task, &here, 1, &there, 1, 0) != (ssize_t)sizeof target)
        return false;
    *offset = address - target;
    return target != 0 && address >= target;
}

/* The nearest one below the address: others may point to the same memory from further away. */
static char *name_by_pointer(const struct variables *variables, pid_t task, uint64_t address)
{
    const struct variable *best = NULL;
    Dwarf_Die pointee, nearest;
    uint64_t offset, least = UINT64_MAX;
    for (size_t i = 0; i < variables->count; i++) {
        const struct variable *variable = &variables->items[i];
        if (!points_to(variable, task, address, &pointee, &offset) || offset >= least)
            continue;
        best = variable;
        least = offset;
        nearest = pointee;
    }
    return best ? name_target(best, &nearest, least) : NULL;
}

char *variables_name(const struct variables *variables, pid_t task, uint64_t address)
{
    for (size_t i = 0; i < variables->count; i++) {
        struct variable variable = variables->items[i];
        if (address < variable.address || address - variable.address >= variable.size)
            continue;
        struct text text = {0};
        text_add_string(&text, variable.name);
        name_part(&variable.type, address - variable.address, &text, 0);
        return text_steal(&text);
    }
    return name_by_pointer(variables, task, address);
}
