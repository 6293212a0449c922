// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace claims {

// Of ASCII alone.
inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
inline bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace claims
