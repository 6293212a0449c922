// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/store/reader.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <string>
#include <vector>

// Entries of a recording's timeline, as tests of what is written there read them.
namespace entrytest {

inline std::vector<telemetry::TimelineEntry> entriesOf(const std::string& recording,
                                                       const std::vector<std::string>& kinds)
{
    const auto reader = store::Reader::open(recording);
    const auto entries =
        reader ? (*reader)->timeline(store::View(), kinds) : tl::make_unexpected(reader.error());
    return entries ? *entries : std::vector<telemetry::TimelineEntry>{};
}

inline QJsonObject payloadOf(const telemetry::TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

} // namespace entrytest
