// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace runbook {

// A JSON document without the texts that its own names call secret (isSecretName()): of members so
// called, and of {"name" or "key": such a name, "value": text}, wherever the same text stands as a
// value, and in documents that are kept as a text in it. What is masked is replaced in place, all
// else stays byte for byte; what is no JSON object or array is returned as it is. Other people's
// secrets stand in the documents of control planes. Linear; of more than 4 MiB, or of more than
// eight documents in one another, nothing is told but the size.
std::string withoutSecretMembers(const std::string& text);

} // namespace runbook
