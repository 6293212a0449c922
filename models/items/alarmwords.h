// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace items {

// What an alarm says, in the window's language. It is recorded in words, in English: they are read
// again by the forms that models/health makes them of. A sentence of no such form stays as it is,
// and so does a part of it.
std::string alarmWords(const std::string& sentence);
// The same of an entry of the timeline: "A-0001 raised: ...".
std::string alarmEntryWords(const std::string& text);

} // namespace items
