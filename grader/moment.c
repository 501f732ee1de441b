/* SPDX-License-Identifier: MIT */
/* Free of the machine's time zone and locale: only digits are read, only UTC is written. */
#define _GNU_SOURCE
#include "moment.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool is_calendar_date(const struct tm *wanted, time_t seconds)
{
    struct tm made;
    return gmtime_r(&seconds, &made) && made.tm_year == wanted->tm_year &&
           made.tm_mon == wanted->tm_mon && made.tm_mday == wanted->tm_mday &&
           made.tm_hour == wanted->tm_hour && made.tm_min == wanted->tm_min &&
           made.tm_sec == wanted->tm_sec;
}

static bool has_form(const char *text, const char *form)
{
    for (; *form; form++, text++)
        if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
            return false;
    return true;
}

bool moment_parse(const char *text, int64_t *seconds)
{
    struct tm parts = {0};
    int hours = 0, minutes = 0;
    if (!has_form(text, "0000-00-00T00:00:00"))
        return false;
    const char *zone = text + strlen("0000-00-00T00:00:00");
    bool is_utc = strcmp(zone, "Z") == 0;
    bool is_offset = (*zone == '+' || *zone == '-') && has_form(zone + 1, "00:00") && !zone[6];
    if (!is_utc && !is_offset)
        return false;
    sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
           &parts.tm_hour, &parts.tm_min, &parts.tm_sec);
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    struct tm normal = parts;
    time_t local = timegm(&normal);
    if (!is_calendar_date(&parts, local))
        return false;
    if (is_offset)
        sscanf(zone + 1, "%2d:%2d", &hours, &minutes);
    int offset = (hours * 60 + minutes) * 60;
    *seconds = (int64_t)local - (*zone == '-' ? -offset : offset);
    return hours < 24 && minutes < 60;
}

void moment_format(int64_t seconds, char text[MOMENT_SIZE])
{
    struct tm parts;
    time_t moment = (time_t)seconds;
    if (!gmtime_r(&moment, &parts) ||
        strftime(text, MOMENT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        snprintf(text, MOMENT_SIZE, "@%lld", (long long)seconds);
}
