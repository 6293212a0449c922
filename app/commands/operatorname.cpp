// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/operatorname.h"

#include <pwd.h>
#include <unistd.h>

namespace commands {

std::string operatorName()
{
    const passwd* entry = ::getpwuid(::getuid());
    return entry && entry->pw_name ? entry->pw_name : "uid " + std::to_string(::getuid());
}

} // namespace commands
