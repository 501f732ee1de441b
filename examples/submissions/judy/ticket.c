/* ticket, judy */
#include <mp.h>
#include <stdio.h>
#include <stdlib.h>

struct buyer {
    mp_process process;
    mp_lock *lock;
    int number;
};

static int read_count(void)
{
    int count = -1;
    FILE *file = fopen("tickets.txt", "r");
    if (!file)
        return -1;
    if (fscanf(file, "{\"count\": %d}", &count) != 1)
        count = -1;
    fclose(file);
    return count;
}

static void write_count(int count)
{
    FILE *file = fopen("tickets.txt", "w");
    if (!file)
        exit(1);
    fprintf(file, "{\"count\": %d}", count);
    fclose(file);
}

static void search(const struct buyer *buyer)
{
    int left = read_count();
    printf("user%d: %d left\n", buyer->number, left);
}

static void buy(const struct buyer *buyer)
{
    mp_lock_acquire(buyer->lock, MP_FOREVER);
    int left = read_count();
    if (left > 0) {
        write_count(left - 1);
        printf("user%d: bought\n", buyer->number);
    } else {
        printf("user%d: sold out\n", buyer->number);
    }
    mp_lock_release(buyer->lock);
}

static int run(mp_process *self)
{
    const struct buyer *buyer = (const struct buyer *)self;
    search(buyer);
    mp_sleep(0.1);
    buy(buyer);
    return 0;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 0;
    struct buyer *buyers = calloc((size_t)count, sizeof *buyers);
    mp_lock *lock = mp_lock_new();
    for (int i = 0; i < count; i++) {
        buyers[i].lock = lock;
        buyers[i].number = i + 1;
        mp_process_init(&buyers[i].process, NULL, NULL);
        buyers[i].process.run = run;
        mp_process_start(&buyers[i].process);
    }
    for (int i = 0; i < count; i++)
        mp_process_join(&buyers[i].process, MP_FOREVER);
    mp_lock_free(lock);
    free(buyers);
    return 0;
}
