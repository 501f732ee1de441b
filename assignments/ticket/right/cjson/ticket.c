/* SPDX-License-Identifier: MIT */
/* The lecture's program with cJSON for the file and a lock that its scope releases. */
#include <cjson/cJSON.h>
#include <mp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static mp_lock *lock;

static int load(void)
{
    char text[256] = "";
    FILE *file = fopen("tickets.txt", "r");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    cJSON *tickets = cJSON_ParseWithLength(text, size);
    const cJSON *count = cJSON_GetObjectItem(tickets, "count");
    int left = cJSON_IsNumber(count) ? count->valueint : -1;
    cJSON_Delete(tickets);
    return left;
}

static void store(int left)
{
    cJSON *tickets = cJSON_CreateObject();
    cJSON_AddNumberToObject(tickets, "count", left);
    char *text = cJSON_PrintUnformatted(tickets);
    FILE *file = fopen("tickets.txt", "w");
    if (file) {
        fputs(text, file);
        fclose(file);
    }
    cJSON_free(text);
    cJSON_Delete(tickets);
}

static int user(void *argument)
{
    const char *name = argument;
    MP_WITH_LOCK(lock)
    printf("%s: %d left\n", name, load());
    mp_sleep(0.1);
    MP_WITH_LOCK(lock)
    {
        int left = load();
        if (left <= 0) {
            printf("%s: sold out\n", name);
            return 0;
        }
        store(left - 1);
        printf("%s: bought\n", name);
    }
    return 0;
}

int main(int argc, char **argv)
{
    static char names[64][16];
    static mp_process users[64];
    lock = mp_lock_new();
    for (int i = 0; argc > 1 && i < atoi(argv[1]) && i < 64; i++) {
        snprintf(names[i], sizeof names[i], "user%d", i + 1);
        mp_process_init(&users[i], user, names[i]);
        mp_process_start(&users[i]);
    }
    return 0;
}
