// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace health {

// Of ASCII, whatever the locale.
inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace health
