/* SPDX-License-Identifier: MIT */
/* Includes itself twice, as deep as the compiler goes.
 *
 * build: File name too long
 */
#include __FILE__
#include __FILE__
