// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/schema.h"
#include "models/telemetry/result.h"

#include <QJsonValue>

namespace config {

inline constexpr qsizetype kLongestValue = 4096; // characters

// The text form of a value that somebody wrote: trimmed, "yes" as "true". A Usage error says what
// it has to be, without the key: "has to be a whole number from 1 to 2". Empty is a value of every
// kind but Flag, Number, Choice and Time: none. Any thread.
telemetry::Result<QString> canonicalValue(const Setting& setting, const QString& text);

// Days of the week as "mon,tue": bit 0 is Monday, bit 6 Sunday. Of such a text, and back.
int dayBits(const QString& value);
QString daysText(int bits);

// As JSON has it: a boolean, a number, else a string. `value` in its text form.
QJsonValue jsonOf(const Setting& setting, const QString& value);

} // namespace config
