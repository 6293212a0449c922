// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QString>

#include <cstdint>

namespace items {

// How numbers and times are written, everywhere in the same way. Times are UTC. Pure functions.

// Since when: "now" below a second, "3 s", "2 min", "5 h", "3 d". What lies ahead (a skewed clock)
// reads "in 3 s".
QString ageText(telemetry::Duration age);
// The same within a sentence: "just now", "3 s ago", "in 3 s".
QString agoText(telemetry::Duration age);
// How long something took, as telemetry::durationText(); below zero with a minus.
QString durationText(telemetry::Duration duration);
// How wide a range is, in its largest whole unit: "90 s", "5 min", "1 h", "7 d".
QString spanText(telemetry::Duration span);

// A share of 1 as percent: "14 %", "1.8 %", "< 0.1 %" (not zero), "0 %".
QString percentText(double share);
// With its interval: "14 % (11–18)".
QString rateText(double share, double low, double high);
// Only the interval: "11–18 %".
QString intervalText(double low, double high);

QString countText(std::int64_t count); // "1,204"
// "1 answer", "1,204 answers": `one` as it is, or `many` with the number in the place of %1.
QString countedText(std::int64_t count, const QString& one, const QString& many);
QString shortCountText(double count); // "950", "1.2k", "3.4M"
QString bytesText(std::int64_t bytes); // "3.1 GB"
QString decimalText(double value, int decimals);

// "–" when the time is not given (zero).
QString utcTimeText(telemetry::Timestamp time); // "02:51:07"
QString utcTimeMillisText(telemetry::Timestamp time); // "02:51:07.123"
QString utcDateText(telemetry::Timestamp time); // "2026-11-24"
QString utcDateTimeText(telemetry::Timestamp time); // "2026-11-24 02:51:07 UTC"

} // namespace items
