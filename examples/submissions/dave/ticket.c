/* ticket, dave */
#include <mp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int buyer(void *argument)
{
    char text[8]; /* enough for a number, but the file holds more */
    FILE *file = fopen("tickets.txt", "r");
    fscanf(file, "%[^\n]", text);
    printf("user%d: %d left\n", *(int *)argument, atoi(strchr(text, ':') + 1));
    fclose(file);
    return 0;
}

int main(int argc, char **argv)
{
    int count = atoi(argv[1]);
    for (int i = 1; i <= count; i++) {
        mp_process process;
        mp_process_init(&process, buyer, &i);
        mp_process_start(&process);
    }
    return 0;
}
