// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QString>

#include <string>

namespace practice {

// How texts go into JSON and come out of it.
inline QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

inline std::string text(const QJsonValue& value)
{
    return value.toString().toStdString();
}

} // namespace practice
