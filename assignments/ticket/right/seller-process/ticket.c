/* SPDX-License-Identifier: MIT */
/* Only one process ever touches the file: the buyers ask it through a pipe, and it answers each in
 * a pipe of its own. */
#include <mp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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

struct request {
    int buyer;
    int buys;
};

static int requests[2], answers[64][2];

static int ask(int buyer, int buys)
{
    int answer = -1;
    struct request request = {buyer, buys};
    if (write(requests[1], &request, sizeof request) != sizeof request)
        exit(1);
    if (read(answers[buyer][0], &answer, sizeof answer) != sizeof answer)
        exit(1);
    return answer;
}

static void sell(int expected)
{
    struct request request;
    while (expected-- > 0 && read(requests[0], &request, sizeof request) == sizeof request) {
        int left = read_count();
        if (request.buys && left > 0)
            write_count(left - 1);
        if (write(answers[request.buyer][1], &left, sizeof left) != sizeof left)
            exit(1);
    }
}

static int visit(void *argument)
{
    int number = *(int *)argument;
    printf("user%d: %d left\n", number, ask(number, 0));
    mp_sleep(0.1);
    printf("user%d: %s\n", number, ask(number, 1) > 0 ? "bought" : "sold out");
    return 0;
}

int main(int argc, char **argv)
{
    static mp_process buyers[64];
    static int numbers[64];
    int count = argc > 1 ? atoi(argv[1]) : 0;
    if (pipe(requests) != 0)
        return 1;
    for (int i = 1; i <= count; i++) {
        numbers[i] = i;
        if (pipe(answers[i]) != 0)
            return 1;
    }
    for (int i = 1; i <= count; i++) {
        mp_process_init(&buyers[i], visit, &numbers[i]);
        mp_process_start(&buyers[i]);
    }
    sell(2 * count);
    return 0;
}
