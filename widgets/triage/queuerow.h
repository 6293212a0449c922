// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/plaintext.h"

#include <QString>

namespace triage {

// What a row of the queue measures, whether it is of a suspect or of a cluster of them.
inline constexpr int kQueueRow = 92;
inline constexpr int kQueueLine = 20;
inline constexpr int kAgeWidth = 56;
inline constexpr int kBarWidth = 4;
inline constexpr int kTipCharacters = 2000;

inline QString safeRowText(const QString& text, int limit)
{
    // Longer texts are not even converted: rows are painted often.
    return common::safeLine(text.left(limit * 4).toStdString(), limit);
}

} // namespace triage
