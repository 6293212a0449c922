// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <functional>
#include <optional>

namespace store {

class Database;

// Takes counts of the mapping report out with the minutes that they are of, save pinned ones: the
// report tells of what is kept. Names go when there is no count of them any more. Part of
// Retention.
class MappingRetention
{
public:
    // `changed` is called, within the transaction, when names have gone.
    MappingRetention(const Database& database, std::function<void()> changed);

    // Of what was recorded before. False after an error.
    bool remove(telemetry::Timestamp before);
    void restart(); // after a rollback

private:
    const Database& m_database;
    std::function<void()> m_changed;
    std::optional<telemetry::Timestamp> m_counts; // before which they were dealt with
    std::optional<telemetry::Timestamp> m_names; // likewise
};

} // namespace store
