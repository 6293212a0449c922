// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/visibletext.h"

#include <QString>

#include <cstddef>
#include <string>

namespace items {

// The beginning of a text from outside, safe to show on one line; nothing marks the cut.
inline QString shortLine(const std::string& text, std::size_t mostBytes = 300)
{
    return QString::fromStdString(telemetry::visibleLine(text.substr(0, mostBytes)));
}

// What names a place of a spread: services, users, stretches.
inline QString placeLine(const std::string& text)
{
    return shortLine(text, 400);
}

} // namespace items
