// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>

namespace incident {

// A JSON object for people: a line for each member that says something, "Label: value", texts of
// several lines below their label as they were written, what lies deeper indented. Other text as it
// is. Made safe by whoever shows it.
QString payloadFields(const std::string& payload);
// The same as it was recorded: with one member a line and indented; empty of an empty object.
QString payloadText(const std::string& payload);

} // namespace incident
