// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace runbook {

// What two spellings of one person's name have in common, the only way names of persons and
// accounts are compared: normalised (NFKC: full-width letters and ligatures are the plain ones),
// case folded, without blanks and what is not seen. Empty: it names nobody. Letters that only look
// alike, of other alphabets, stay different.
std::string personKey(const std::string& name);

} // namespace runbook
