// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/linetext.h"

#include "models/telemetry/visibletext.h"

#include <algorithm>

namespace items {

QString lineText(std::string_view utf8, std::size_t mostBytes)
{
    std::size_t end = std::min(utf8.size(), mostBytes);
    // Not inside of a sequence; ill-formed text has no more than three bytes of one that count.
    for (int i = 0; i < 3 && end < utf8.size() && (utf8[end] & 0xC0) == 0x80; ++i)
        --end;
    QString text = QString::fromStdString(telemetry::visibleLine(utf8.substr(0, end)));
    if (end < utf8.size())
        text += QChar(u'…');
    return text;
}

} // namespace items
