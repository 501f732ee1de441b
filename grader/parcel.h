/* SPDX-License-Identifier: MIT */
/* A build on its way from the worker that made it to those that run it. */
#ifndef GRADER_PARCEL_H
#define GRADER_PARCEL_H

#include "base/text.h"
#include "build/build.h"

/* Appends the whole of a build. */
void parcel_pack(const struct build_result *build, struct text *parcel);

/* Makes the build again. Fails when the parcel is none, or was cut off. */
MUST_CHECK int parcel_open(const struct text *parcel, struct build_result *build,
                           struct error *err);

#endif
