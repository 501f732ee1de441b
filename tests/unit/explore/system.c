/* SPDX-License-Identifier: MIT */
/* The abstract machine of system.h. Objects are numbered: 1.. variables, then locks, then tasks. */
#include "system.h"

#include "base/allocate.h"

#include <string.h>

enum state { ABSENT, ALIVE, ENDED };

enum { FIRST_LOCK = 1 + SYSTEM_VARIABLES, FIRST_PROCESS = FIRST_LOCK + SYSTEM_LOCKS };
enum { OPTIONS = SYSTEM_TASKS * 3 + 1 };

struct machine {
    const struct system *system;
    enum state states[SYSTEM_TASKS];
    size_t counters[SYSTEM_TASKS];
    int64_t registers[SYSTEM_TASKS];
    bool signalled[SYSTEM_TASKS];
    long holders[SYSTEM_LOCKS]; /* task + 1; 0: free */
    uint32_t current;
    struct outcome outcome;
    struct chooser chooser;
    struct run *run;
    size_t step_capacity, choice_capacity, taken_capacity;
};

static const struct meaning {
    enum operation operation;
    uint32_t first_object;
} meanings[] = {
    [ACT_END] = {OPERATION_EXIT, FIRST_PROCESS},   [ACT_READ] = {OPERATION_MEMORY_READ, 1},
    [ACT_WRITE] = {OPERATION_MEMORY_WRITE, 1},     [ACT_STORE] = {OPERATION_MEMORY_WRITE, 1},
    [ACT_LOCK] = {OPERATION_LOCK, FIRST_LOCK},     [ACT_UNLOCK] = {OPERATION_UNLOCK, FIRST_LOCK},
    [ACT_START] = {OPERATION_FORK, FIRST_PROCESS}, [ACT_WAIT] = {OPERATION_WAIT, FIRST_PROCESS},
    [ACT_KILL] = {OPERATION_KILL, FIRST_PROCESS},  [ACT_SPIN] = {OPERATION_ATOMIC_READ, 1},
    [ACT_PICK] = {OPERATION_ATOMIC_WRITE, 1},      [ACT_COMPUTE] = {OPERATION_COMPUTE, 0},
    [ACT_FOREVER] = {OPERATION_COMPUTE, 0},        [ACT_FAIL_IF] = {OPERATION_MEMORY_READ, 1},
};

static const struct instruction *next_of(const struct machine *machine, uint32_t task)
{
    return &machine->system->programs[task][machine->counters[task]];
}

static bool can_run(const struct machine *machine, uint32_t task)
{
    const struct instruction *next = next_of(machine, task);
    if (machine->states[task] != ALIVE)
        return false;
    if (next->action == ACT_LOCK)
        return machine->holders[next->object] == 0;
    if (next->action == ACT_WAIT)
        return machine->states[next->object] == ENDED;
    return true;
}

static struct option option_of(const struct machine *machine, uint32_t task, enum choice_kind kind)
{
    const struct instruction *next = next_of(machine, task);
    const struct meaning *meaning = &meanings[next->action];
    struct option option = {.kind = kind, .task = task, .operation = meaning->operation};
    option.access = operation_info(meaning->operation)->access;
    if (meaning->first_object)
        option.object = meaning->first_object + (next->action == ACT_END ? task : next->object);
    if (next->action == ACT_SPIN)
        option.yields = machine->outcome.variables[next->object] != next->value;
    return option;
}

static size_t list_extra(const struct machine *machine, uint32_t task, struct option *options)
{
    size_t count = 0;
    if (machine->signalled[task] && machine->states[task] == ALIVE)
        options[count++] = (struct option){.kind = CHOICE_DELIVER,
                                           .task = task,
                                           .value = 15,
                                           .operation = OPERATION_DELIVER,
                                           .object = FIRST_PROCESS + task,
                                           .access = ACCESS_WRITE};
    bool writes = can_run(machine, task) && next_of(machine, task)->action == ACT_WRITE;
    if (writes && (machine->system->faults & FAULT_SHORT_IO)) {
        options[count] = option_of(machine, task, CHOICE_FAULT);
        options[count++].value = FAULT_SHORT_IO;
    }
    return count;
}

static size_t list_options(const struct machine *machine, struct option *options)
{
    size_t count = 0;
    for (uint32_t task = 0; task < machine->system->task_count; task++) {
        if (can_run(machine, task))
            options[count++] = option_of(machine, task, CHOICE_RUN);
        count += list_extra(machine, task, options + count);
    }
    if (count && (machine->system->faults & FAULT_SKEW))
        options[count++] = (struct option){.kind = CHOICE_CLOCK,
                                           .task = machine->current,
                                           .operation = OPERATION_TIME_PASSES,
                                           .access = ACCESS_WRITE};
    return count;
}

/* The task that ran last if it can go on; else a signal; else the oldest task. */
static void find_calm(const struct machine *machine, struct decision *decision)
{
    size_t oldest = decision->count, signal = decision->count;
    for (size_t i = decision->count; i-- > 0;) {
        const struct option *option = &decision->options[i];
        oldest = option->kind == CHOICE_RUN ? i : oldest;
        signal = option->kind == CHOICE_DELIVER ? i : signal;
    }
    decision->calm = signal < decision->count ? signal : oldest < decision->count ? oldest : 0;
    for (size_t i = 0; i < decision->count && machine->run->step_count > 0; i++) {
        const struct option *option = &decision->options[i];
        if (option->kind == CHOICE_RUN && option->task == machine->current && !option->yields) {
            decision->calm = i;
            decision->can_go_on = true;
        }
    }
}

/* Asks the chooser, if there is a choice, and notes it; -1 when it stops the run. */
static long ask(struct machine *machine, const struct decision *decision)
{
    struct run *run = machine->run;
    long picked =
        decision->count > 1 ? machine->chooser.pick(machine->chooser.context, decision) : 0;
    if (picked < 0 || (size_t)picked >= decision->count)
        return -1;
    array_reserve(run->taken, run->taken_count, machine->taken_capacity);
    run->taken[run->taken_count++] = decision->options[picked];
    if (decision->count == 1)
        return picked;
    array_reserve(run->choices, run->choice_count, machine->choice_capacity);
    run->choices[run->choice_count++] = decision->options[picked];
    if (decision->can_go_on && (size_t)picked != decision->calm)
        run->preemptions++;
    return picked;
}

/* The decision that ACT_PICK leads to; -1 when the chooser stops the run. */
static long pick_value(struct machine *machine, uint32_t task, const struct instruction *now)
{
    struct option options[OPTIONS];
    for (int64_t i = 0; i < now->value; i++) {
        options[i] = option_of(machine, task, CHOICE_VALUE);
        options[i].value = (int32_t)i;
    }
    struct decision decision = {.options = options,
                                .count = (size_t)now->value,
                                .step = machine->run->step_count,
                                .taken = machine->run->taken_count,
                                .current = task};
    return ask(machine, &decision);
}

static void end_task(struct machine *machine, uint32_t task, enum fate fate)
{
    machine->states[task] = ENDED;
    machine->run->tasks[task].fate = fate;
}

/* Carries out the next instruction of a task; false when the chooser stops the run. */
static bool perform(struct machine *machine, uint32_t task, bool faulty)
{
    const struct instruction *now = next_of(machine, task);
    int64_t *variables = machine->outcome.variables;
    long chosen;
    switch (now->action) {
    case ACT_END:
        end_task(machine, task, FATE_EXITED);
        return true;
    case ACT_READ:
        machine->registers[task] = variables[now->object];
        break;
    case ACT_WRITE:
        variables[now->object] = faulty ? variables[now->object] : now->value;
        break;
    case ACT_STORE:
        variables[now->object] = machine->registers[task] + now->value;
        break;
    case ACT_LOCK:
        machine->holders[now->object] = (long)task + 1;
        break;
    case ACT_UNLOCK:
        machine->holders[now->object] = 0;
        break;
    case ACT_START:
        machine->states[now->object] = ALIVE;
        break;
    case ACT_KILL:
        machine->signalled[now->object] = true;
        break;
    case ACT_PICK:
        chosen = pick_value(machine, task, now);
        if (chosen < 0)
            return false;
        variables[now->object] = chosen;
        machine->run->steps[machine->run->step_count - 1].result = chosen;
        break;
    case ACT_FAIL_IF:
        machine->outcome.failed |= variables[now->object] == now->value;
        break;
    case ACT_SPIN:
        machine->counters[task] -= variables[now->object] != now->value;
        break;
    case ACT_FOREVER:
        machine->counters[task]--;
        break;
    case ACT_WAIT:
    case ACT_COMPUTE:
        break;
    }
    machine->counters[task]++;
    return true;
}

/* Takes the chosen option and records the step; false when the chooser stops the run. */
static bool take(struct machine *machine, const struct option *option)
{
    struct run *run = machine->run;
    array_reserve(run->steps, run->step_count, machine->step_capacity);
    run->steps[run->step_count++] = (struct step){.task = option->task,
                                                  .operation = option->operation,
                                                  .access = option->access,
                                                  .object = option->object,
                                                  .other = NO_TASK,
                                                  .result = option->kind == CHOICE_FAULT};
    if (option->kind == CHOICE_CLOCK)
        return true;
    if (option->kind == CHOICE_DELIVER) {
        end_task(machine, option->task, FATE_SIGNALLED);
        return true;
    }
    machine->current = option->task;
    return perform(machine, option->task, option->kind == CHOICE_FAULT);
}

static enum run_end end_of(const struct machine *machine)
{
    for (size_t task = 0; task < machine->system->task_count; task++)
        if (machine->states[task] == ALIVE)
            return RUN_DEADLOCK;
    return RUN_COMPLETED;
}

static enum run_end drive(struct machine *machine)
{
    size_t limit = machine->system->step_limit ? machine->system->step_limit : 5000;
    while (machine->run->step_count < limit) {
        struct option options[OPTIONS];
        struct decision decision = {.options = options,
                                    .step = machine->run->step_count,
                                    .taken = machine->run->taken_count,
                                    .current = machine->current};
        decision.count = list_options(machine, options);
        if (decision.count == 0)
            return end_of(machine);
        find_calm(machine, &decision);
        long picked = ask(machine, &decision);
        if (picked < 0 || !take(machine, &options[picked]))
            return RUN_DIVERGED;
    }
    return RUN_STEP_LIMIT;
}

static void create_tasks(struct machine *machine)
{
    const struct system *system = machine->system;
    struct run *run = machine->run;
    run->task_count = system->task_count;
    run->tasks = allocate(system->task_count * sizeof *run->tasks);
    for (uint32_t task = 0; task < system->task_count; task++) {
        bool exists = !system->started || task < system->started;
        machine->states[task] = exists ? ALIVE : ABSENT;
        run->tasks[task] = (struct task){.path = format_string("main.%u", task),
                                         .parent = task ? 0 : NO_TASK,
                                         .process = task,
                                         .reaped_by = NO_TASK};
    }
}

struct outcome system_run(const struct system *system, struct chooser chooser, struct run *run)
{
    struct machine machine = {.system = system, .chooser = chooser, .run = run};
    run_clear(run);
    create_tasks(&machine);
    run->end = drive(&machine);
    return machine.outcome;
}
