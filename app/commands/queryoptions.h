// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/suspectrows.h"
#include "models/store/reader.h"
#include "models/telemetry/goldenset.h"

#include <QJsonObject>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace commands {

struct QueryOptions
{
    std::string file;
    std::string what;
    std::string from;
    std::string to;
    std::string trace;
    std::string service;
    std::string model;
    std::string asKnownAt;
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    std::optional<double> minimum;
    std::string golden;
    SuspectOptions suspects;
    bool isJsonLines = false;
};

struct Query
{
    std::string file;
    store::View view;
    store::GenerationFilter filter;
    std::optional<double> minimum;
    SuspectQuestion suspects; // without what is above
    std::shared_ptr<const telemetry::GoldenSet> golden; // of judges; may be null
};

// Usage or Unreadable error that names the option.
telemetry::Result<Query> queryFrom(const QueryOptions& options);

// The rows of `query --what WHAT`, in its order. Usage error where there are none of that name.
using RowHandler = std::function<void(const QJsonObject&)>;
telemetry::Result<void> queryRows(const store::Reader& reader, const std::string& what,
                                  const Query& query, const RowHandler& row);

} // namespace commands
