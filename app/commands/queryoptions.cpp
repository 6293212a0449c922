// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/queryoptions.h"

#include "app/commands/judgefile.h"
#include "app/commands/judges.h"
#include "models/telemetry/timetext.h"

#include <array>
#include <utility>

namespace commands {

telemetry::Result<Query> queryFrom(const QueryOptions& options)
{
    Query query;
    query.file = options.file;
    query.minimum = options.minimum;
    const std::array<std::pair<const std::string*, telemetry::Timestamp*>, 3> times{
        {{&options.from, &query.view.range.start},
         {&options.to, &query.view.range.end},
         {&options.asKnownAt, &query.view.knownAt}}};
    for (const auto& [text, time] : times) {
        if (text->empty())
            continue;
        const auto parsed = telemetry::timestampFromText(*text);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        *time = *parsed;
    }
    if (!options.trace.empty()) {
        query.filter.trace = telemetry::traceIdFromHex(options.trace);
        if (!query.filter.trace)
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "'" + options.trace
                                          + "' is no trace id: 32 hexadecimal digits are wanted.");
    }
    query.filter.service = options.service;
    query.filter.model = options.model;
    query.filter.limit = options.limit;
    auto question = questionFrom(options.suspects);
    if (!question)
        return tl::make_unexpected(question.error());
    query.suspects = std::move(*question);
    if (options.what == "judges") {
        auto golden = goldenSetOf(options.golden);
        if (!golden)
            return tl::make_unexpected(golden.error());
        query.golden = std::move(*golden);
    }
    return query;
}

} // namespace commands
