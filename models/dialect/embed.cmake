# Writes TABLES (paths of YAML files, in order of precedence, separated by commas) into the C++ source OUTPUT:
#   cmake -DTABLES=a.yaml,b.yaml -DOUTPUT=builtintables.cpp -P embed.cmake
string(REPLACE "," ";" tables "${TABLES}")
set(entries "")
foreach(table IN LISTS tables)
    file(READ "${table}" text)
    get_filename_component(name "${table}" NAME)
    string(APPEND entries "        {\"${name}\", R\"dialect(${text})dialect\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// SPDX-License-Identifier: GPL-3.0-or-later
// Made from resources/dialects by embed.cmake.

#include \"models/dialect/builtintables.h\"

namespace dialect {

std::vector<std::pair<std::string, std::string>> builtInTables()
{
    return {
${entries}    };
}

} // namespace dialect
")
