/* SPDX-License-Identifier: MIT */
/* The program mpgrade: read the command line, run its verb, turn an error into an exit status. */
#include "options.h"
#include "verb.h"

#include <stdio.h>

static int complain(const struct error *err)
{
    fprintf(stderr, "mpgrade: %s\n", err->message);
    return error_exit_status(err->kind);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct settings settings;
    int status = settings_parse(argc, argv, &settings, &err);
    if (status == 0)
        status = verb_run(&settings, &err);
    settings_clear(&settings);
    if (status >= 0 && (fflush(stdout) != 0 || ferror(stdout)))
        status = error_errno(&err, "can't write to standard output");
    return status < 0 ? complain(&err) : status;
}
