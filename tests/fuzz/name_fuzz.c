/* SPDX-License-Identifier: MIT */
/* An encoded name is printable and fit to be a file's name, and leads back to the very same bytes:
 * so two names never share an id. */
#include "fuzz.h"
#include "name.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *name = malloc(size + 1);
    memcpy(name, data, size);
    name[size] = '\0';
    char *encoded = name_encode(name), *decoded = name_decode(encoded);
    PROMISE(strcmp(decoded, name) == 0);
    PROMISE(!strchr(encoded, '/') && encoded[0] != '.');
    for (const char *at = encoded; *at; at++)
        PROMISE((unsigned char)*at >= 0x20 && *at != 0x7f);
    free(name);
    free(encoded);
    free(decoded);
    return 0;
}
