/* SPDX-License-Identifier: MIT */
/* A message that would steer a terminal or a page.
 *
 * build: #error \x1b[31m<script>
 */
#error [31m<script>‮
