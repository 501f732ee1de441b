# SPDX-License-Identifier: MIT
# Makes a manual page of a public header: the comment at its head becomes the description, each
# declaration with the comment before it a paragraph, all declarations together the synopsis.
#   awk -v page=mp_lock -v version=1.0 -f page.awk include/mp/lock.h
# A record is what lies between two empty lines.
BEGIN {
    RS = ""
    FS = "\n"
    MARK = "\001"
}

# What is between backquotes in italics.
function italic(text,    count, parts, result, i)
{
    count = split(text, parts, "`")
    result = parts[1]
    for (i = 2; i <= count; i++)
        result = result (i % 2 ? "\\fP" : "\\fI") parts[i]
    return result
}

# Text as troff takes it; the paragraphs in it begin where MARK is.
function plain(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/\n\./, "\n\\\\\\&.", text)
    gsub(/\n'/, "\n\\\\\\&'", text)
    gsub(MARK, ".PP", text)
    return italic(text)
}

# The text of a comment, its frame taken off.
function words(comment)
{
    sub(/^\/\* ?/, "", comment)
    sub(/ ?\*\/$/, "", comment)
    gsub(/\n \* ?/, "\n", comment)
    gsub(/\n\n/, "\n" MARK "\n", comment)
    return comment
}

# Declarations as a caller sees them: without includes, guards and the inside of macros.
function declarations(text,    line, count, lines, result, i)
{
    count = split(text, lines, "\n")
    for (i = 1; i <= count; i++) {
        line = lines[i]
        if (line ~ /^#define MP_[A-Z_]+_H$/ || line ~ /^#(if|ifdef|ifndef|endif|include)/ ||
            line == "extern \"C\" {" || line == "}" || line ~ /clang-format/)
            continue
        if (line ~ /^#define MP_WITH_LOCK/) {
            result = result "MP_WITH_LOCK(lock) { ... }\n"
            break
        }
        if (line !~ /_end_\(/)
            result = result line "\n"
    }
    sub(/\n$/, "", result)
    return result
}

{
    record = $0
    sub(/^\/\* SPDX[^\n]*\n/, "", record)
    comment = ""
    if (match(record, /^\/\*([^*]|\*[^\/])*\*\//)) {
        comment = words(substr(record, 1, RLENGTH))
        record = substr(record, RLENGTH + 2)
    }
    record = declarations(record)
    if (!head && comment) {
        head = comment
        next
    }
    if (record == "" && comment == "")
        next
    synopsis = synopsis record (record == "" ? "" : "\n\n")
    if (comment != "" && record != "")
        details = details ".PP\n.nf\n.B " first_lines(plain(record)) "\n.fi\n.RS 4\n" \
                  plain(comment) "\n.RE\n"
    else if (comment != "")
        head = head "\n" MARK "\n" comment
}

# Every line of a declaration in bold; a long list only by its first line.
function first_lines(text)
{
    if (text ~ /\{\n/)
        sub(/\{\n.*/, "{ ... }", text)
    gsub(/\n/, "\n.B ", text)
    return text
}

END {
    summary = head
    sub(/[.:]( |\n).*/, "", summary)
    sub(/\.$/, "", summary)
    gsub(/\n/, " ", summary)
    printf ".TH %s 3 \"\" \"libmp %s\" \"Library Functions\"\n", toupper(page), version
    printf ".SH NAME\n%s \\- %s\n", page, plain(tolower(substr(summary, 1, 1)) substr(summary, 2))
    printf ".SH SYNOPSIS\n.nf\n#include <mp.h>\n\n%s.fi\n", plain(synopsis)
    printf ".SH DESCRIPTION\n%s\n%s", plain(head), details
    printf ".SH SEE ALSO\n.BR mp (7)\n"
}
