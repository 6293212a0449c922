// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/measured.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <string_view>

namespace bench {

// What stands at a path of a benchmark's JSON. Its parts are separated by '/': the key of an
// object; of an array a number from 0 on, "key=value" for the first object of which that is so, or
// "*" for all of its elements, which are then the rounds. There may stand a number; an object with
// median, min and max, or median_ms, least_ms and most_ms (without the last two: a number); or an
// array of numbers, the rounds. Nothing where there is none of these.
std::optional<Measured> measuredAt(const QJsonObject& object, std::string_view path);

// The text there; empty: there is none.
QString textAt(const QJsonObject& object, std::string_view path);

} // namespace bench
