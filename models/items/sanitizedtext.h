// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <QString>

#include <string>

namespace items {

// Text from outside, whole; what is no UTF-8 in it is replaced.
inline QString sanitizedText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

// For who reads or hears it, as the screen reader's texts and tool tips: nothing in it hides or
// turns the order round. Keys stay as they are.
inline QString visibleName(const std::string& utf8)
{
    return QString::fromStdString(telemetry::visibleLine(utf8));
}
inline QString visibleLines(const QString& text)
{
    return QString::fromStdString(telemetry::visibleText(text.toStdString()));
}

} // namespace items
