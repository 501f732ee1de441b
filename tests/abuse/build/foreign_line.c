/* SPDX-License-Identifier: MIT */
/* Claims to be another file.
 *
 * build: /etc/passwd:7: #error
 */
#line 7 "/etc/passwd"
#error it was not me
