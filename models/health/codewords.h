// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace health {

// Names that come with a programming language, of those that answers are mostly written in. As they
// are written, upper and lower case.
bool isStandardModule(std::string_view name);
bool isGlobalName(std::string_view name); // objects and functions that need no import
bool isCommonMethod(std::string_view name); // of strings, lists, maps, files, promises

} // namespace health
