// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace health {

// Whether a message is, or holds in brackets, a note that earlier turns were left out:
// "(earlier turns omitted)", "[previous messages truncated]".
bool tellsOmission(std::string_view message);

// Whether an answer says that it knows nothing of what was said before: "I don't have any record
// of ...". English only; other languages say nothing here.
bool claimsNoMemory(std::string_view answer);

} // namespace health
