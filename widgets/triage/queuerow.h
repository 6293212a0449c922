// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QString>

namespace triage {

// What a row of the queue measures, whether it is of a suspect or of a cluster of them.
inline constexpr int kQueueLines = 4;
inline constexpr int kQueuePad = 6; // above and below them
inline constexpr int kQueueLine = 20; // at 100 % text
inline constexpr int kAgeWidth = 56; // at 100 % text
inline constexpr int kBarWidth = 4;
inline constexpr int kTipCharacters = 2000;

inline int queueLine(const common::Theme& theme)
{
    return theme.scaled(kQueueLine);
}

// Of how old it is: never cut, whatever the size of the text.
inline int queueAge(const common::Theme& theme)
{
    return theme.scaled(kAgeWidth);
}

inline int queueRow(const common::Theme& theme)
{
    return kQueueLines * queueLine(theme) + 2 * theme.pad(kQueuePad);
}

inline QString safeRowText(const QString& text, int limit)
{
    // Longer texts are not even converted: rows are painted often.
    return common::safeLine(text.left(limit * 4).toStdString(), limit);
}

} // namespace triage
