/* SPDX-License-Identifier: MIT */
/* From a held task to a line of source, by unwinding its stack with libdw.
 *
 * The task isn't traced, so of its registers only the program counter and the stack pointer are
 * known (/proc/TID/syscall); the call frame information of the C library and of our own runtime
 * restores the others on the way up, and the first frame whose compilation unit was compiled in the
 * submission's folder is the answer. The frames further up need the frame pointer, which only a
 * call of the agent's tells: so the callers are known of accesses and locks. */
#define _GNU_SOURCE
#include "source/source.h"
#include "source/registers.h"
#include "source/variable.h"

#include "base/allocate.h"
#include "base/scope.h"
#include "base/text.h"

#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    STACK_PIECE = 2048,
    FRAMES = 64,
    CALLERS = 8,
    REGISTER_FRAME_POINTER = 6,
    REGISTER_STACK_POINTER = 7
};

struct source_map {
    Dwfl *dwfl; /* NULL until the first task is looked at */
    char *elf;
    size_t size;
    char *folder;
    pid_t task;                 /* being unwound */
    struct registers registers; /* its own */
    struct registers_source registers_source;
    struct variables *variables; /* NULL until one is asked for */
    char **names;                /* of variables, each once */
    size_t name_count, name_capacity;
    struct location *found;
    char stack[STACK_PIECE]; /* from the stack pointer on */
    size_t stack_size;
    int frames, callers;
    struct text calls;      /* of the frame found */
    struct location *known; /* interned file and function names, by address */
    Dwarf_Addr *addresses;
    size_t count, capacity;
};

static pid_t next_thread(Dwfl *dwfl, void *context, void **thread)
{
    (void)dwfl;
    struct source_map *map = context;
    if (*thread)
        return 0;
    *thread = map;
    return map->task;
}

static bool get_thread(Dwfl *dwfl, pid_t task, void *context, void **thread)
{
    (void)dwfl, (void)task;
    *thread = context;
    return true;
}

static size_t read_memory(pid_t task, Dwarf_Addr address, void *to, size_t size)
{
    struct iovec here = {to, size}, there = {(void *)(uintptr_t)address, size};
    ssize_t got = process_vm_readv(task, &here, 1, &there, 1, 0);
    return got > 0 ? (size_t)got : 0;
}

/* Nearly all words are in the first few frames, which were read in one piece. */
static bool read_word(Dwfl *dwfl, Dwarf_Addr address, Dwarf_Word *word, void *context)
{
    (void)dwfl;
    const struct source_map *map = context;
    Dwarf_Addr offset = address - map->registers.stack_pointer;
    if (offset + sizeof *word > map->stack_size || offset > map->stack_size)
        return read_memory(map->task, address, word, sizeof *word) == sizeof *word;
    memcpy(word, map->stack + offset, sizeof *word);
    return true;
}

static bool set_registers(Dwfl_Thread *thread, void *context)
{
    const struct source_map *map = context;
    const Dwarf_Word frame = map->registers.frame_pointer, stack = map->registers.stack_pointer;
    dwfl_thread_state_register_pc(thread, map->registers.program_counter);
    if (frame)
        dwfl_thread_state_registers(thread, REGISTER_FRAME_POINTER, 1, &frame);
    return dwfl_thread_state_registers(thread, REGISTER_STACK_POINTER, 1, &stack);
}

static const Dwfl_Thread_Callbacks thread_callbacks = {
    .next_thread = next_thread,
    .get_thread = get_thread,
    .memory_read = read_word,
    .set_initial_registers = set_registers,
};

static const Dwfl_Callbacks module_callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = dwfl_standard_find_debuginfo,
    .section_address = dwfl_offline_section_address,
};

/* libdw opens files: the program goes there through a memory file. */
static void report_program(Dwfl *dwfl, const struct source_map *map)
{
    cleanup_fd int fd = memfd_create("program", MFD_CLOEXEC);
    if (fd < 0 || write(fd, map->elf, map->size) != (ssize_t)map->size)
        return;
    if (dwfl_report_elf(dwfl, "program", "program", fd, 0, false))
        steal_fd(&fd);
}

/* A dynamic program's libraries, seen in its memory map: the system's own, at the same place in
 * every run, as addresses aren't randomised. No other file is opened. */
static void report_libraries(Dwfl *dwfl, pid_t task)
{
    char path[64], line[512], name[256];
    snprintf(path, sizeof path, "/proc/%d/maps", (int)task);
    cleanup_file FILE *maps = fopen(path, "re");
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long start, offset;
        if (sscanf(line, "%lx-%*x %*s %lx %*s %*s %255s", &start, &offset, name) != 3 || offset)
            continue;
        if (strncmp(name, "/usr/lib", 8) == 0 || strncmp(name, "/lib", 4) == 0)
            dwfl_report_elf(dwfl, name, name, -1, start, false);
    }
}

static Dwfl *open_program(const struct source_map *map)
{
    Dwfl *dwfl = dwfl_begin(&module_callbacks);
    if (!dwfl)
        return NULL;
    dwfl_report_begin(dwfl);
    report_program(dwfl, map);
    report_libraries(dwfl, map->task);
    dwfl_report_end(dwfl, NULL, NULL);
    return dwfl;
}

struct source_map *source_map_new(const char *elf, size_t size, const char *folder)
{
    struct source_map *map = allocate(sizeof *map);
    map->folder = copy_string(folder);
    map->elf = copy_memory(elf, size);
    map->size = size;
    return map;
}

void source_map_free(struct source_map *map)
{
    if (!map)
        return;
    registers_close(&map->registers_source);
    variables_free(map->variables);
    for (size_t i = 0; i < map->name_count; i++)
        free(map->names[i]);
    free(map->names);
    if (map->dwfl)
        dwfl_end(map->dwfl);
    free(map->known);
    free(map->addresses);
    free(map->folder);
    free(map->elf);
    free(map);
}

static bool is_students(const struct source_map *map, Dwfl_Module *module, Dwarf_Addr address)
{
    Dwarf_Addr bias;
    Dwarf_Die *unit = dwfl_module_addrdie(module, address, &bias);
    Dwarf_Attribute attribute;
    const char *folder =
        unit ? dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute)) : NULL;
    return folder && strcmp(folder, map->folder) == 0;
}

static bool describe(struct source_map *map, Dwarf_Addr address, struct location *where)
{
    Dwfl_Module *module = dwfl_addrmodule(map->dwfl, address);
    if (!module || !is_students(map, module, address))
        return false;
    Dwfl_Line *line = dwfl_module_getsrc(module, address);
    int number = 0;
    const char *file = line ? dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) : NULL;
    if (!file)
        return false;
    size_t prefix = strlen(map->folder);
    if (strncmp(file, map->folder, prefix) == 0 && file[prefix] == '/')
        file += prefix + 1;
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    where->file = file;
    where->line = (uint32_t)number;
    where->function = dwfl_module_addrname(module, address);
    return true;
}

/* The answer for an address never changes: looked up once. */
static bool describe_once(struct source_map *map, Dwarf_Addr address, struct location *where)
{
    for (size_t i = 0; i < map->count; i++)
        if (map->addresses[i] == address) {
            *where = map->known[i];
            return where->file;
        }
    struct location found = {0};
    describe(map, address, &found);
    if (map->count == map->capacity) { /* two arrays of one length */
        map->capacity = map->capacity ? map->capacity * 2 : 64;
        map->known = reallocate(map->known, map->capacity, sizeof *map->known);
        map->addresses = reallocate(map->addresses, map->capacity, sizeof *map->addresses);
    }
    map->addresses[map->count] = address;
    map->known[map->count++] = found;
    *where = found;
    return found.file;
}

static int visit(Dwfl_Frame *frame, void *context)
{
    struct source_map *map = context;
    Dwarf_Addr address;
    bool activation = false;
    if (!dwfl_frame_pc(frame, &address, &activation) || ++map->frames > FRAMES)
        return DWARF_CB_ABORT;
    struct location where;
    /* A return address points behind its call. */
    if (!describe_once(map, activation ? address : address - 1, &where))
        return DWARF_CB_OK;
    if (!map->found->file)
        *map->found = where;
    else if (where.function)
        text_add_format(&map->calls, "%s%s:%u", map->calls.length ? ", " : "", where.function,
                        where.line);
    return map->registers.frame_pointer && map->callers++ < CALLERS ? DWARF_CB_OK : DWARF_CB_ABORT;
}

static bool attach(struct source_map *map)
{
    if (map->dwfl)
        return true;
    map->dwfl = open_program(map);
    return map->dwfl && dwfl_attach_state(map->dwfl, NULL, map->task, &thread_callbacks, map);
}

static const char *intern(struct source_map *map, char *name)
{
    for (size_t i = 0; name && i < map->name_count; i++)
        if (strcmp(map->names[i], name) == 0) {
            free(name);
            return map->names[i];
        }
    if (!name)
        return NULL;
    array_reserve(map->names, map->name_count, map->name_capacity);
    return map->names[map->name_count++] = name;
}

static void return_to_caller(struct source_map *map)
{
    const size_t address = sizeof map->registers.program_counter;
    if (map->stack_size < address)
        return;
    memcpy(&map->registers.program_counter, map->stack, address);
    map->registers.stack_pointer += address;
    map->stack_size -= address;
    memmove(map->stack, map->stack + address, map->stack_size);
}

void source_map_locate(struct source_map *map, pid_t task, struct location *where)
{
    map->task = task;
    map->found = where;
    map->frames = map->callers = 0;
    if (!registers_read(&map->registers_source, task, &map->registers) || !attach(map))
        return;
    map->stack_size =
        read_memory(task, map->registers.stack_pointer, map->stack, sizeof map->stack);
    if (map->registers.at_entry)
        return_to_caller(map);
    dwfl_getthread_frames(map->dwfl, task, visit, map);
    where->calls = intern(map, map->calls.length ? text_steal(&map->calls) : NULL);
}

/* The program itself was reported first. */
static int take_program(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr start,
                        void *context)
{
    Dwarf_Addr bias;
    (void)data, (void)start;
    Dwarf **dwarf = context;
    if (strcmp(name, "program") != 0)
        return DWARF_CB_OK;
    *dwarf = dwfl_module_getdwarf(module, &bias);
    return DWARF_CB_ABORT;
}

const char *source_map_variable(struct source_map *map, pid_t task)
{
    map->task = task;
    if (!registers_read(&map->registers_source, task, &map->registers) || !attach(map) ||
        !map->registers.operand)
        return NULL;
    if (!map->variables) {
        Dwarf *dwarf = NULL;
        dwfl_getmodules(map->dwfl, take_program, &dwarf, 0);
        map->variables = variables_new(dwarf, map->folder);
    }
    return intern(map, variables_name(map->variables, task, map->registers.operand));
}
