// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/histogramsum.h"

#include "models/store/rollupwriter.h"

#include <memory>

#include <sqlite3.h>

namespace store {

namespace {

// SQLite gives an aggregate zeroed bytes to keep its state in.
telemetry::Rollup** stateOf(sqlite3_context* context)
{
    return static_cast<telemetry::Rollup**>(
        sqlite3_aggregate_context(context, sizeof(telemetry::Rollup*)));
}

void addOne(sqlite3_context* context, int /*count*/, sqlite3_value** values)
{
    telemetry::Rollup** state = stateOf(context);
    if (state == nullptr)
        return sqlite3_result_error_nomem(context);
    if (*state == nullptr)
        *state = std::make_unique<telemetry::Rollup>().release();
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(*values));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(*values));
    if (bytes != nullptr)
        readHistogram({bytes, size}, **state);
}

void tell(sqlite3_context* context)
{
    telemetry::Rollup** state = stateOf(context);
    const std::unique_ptr<telemetry::Rollup> sum(state != nullptr ? *state : nullptr);
    const std::string bytes = sum ? histogramBytes(*sum) : std::string();
    sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

} // namespace

telemetry::Result<void> addHistogramSum(const Database& database)
{
    const int code = sqlite3_create_function_v2(database.handle(), "histogram_sum", 1,
                                                SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                                                nullptr, addOne, tell, nullptr);
    if (code != SQLITE_OK)
        return tl::make_unexpected(database.lastError("be prepared"));
    return {};
}

} // namespace store
