// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/feedrequest.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace pull {

using telemetry::Result;

void resetPaging(Variables& variables)
{
    variables["cursor"] = "";
    variables["offset"] = "0";
}

Variables firstVariables(const SourceProfile& profile, const Feed& feed,
                         const telemetry::TimeRange& window)
{
    Variables variables(profile.parameters.begin(), profile.parameters.end());
    variables["from"] = std::to_string(telemetry::toUnixNanos(window.start));
    variables["to"] = std::to_string(telemetry::toUnixNanos(window.end));
    variables["bucket"] = std::to_string(feed.prometheus.step.count());
    variables["source"] = profile.id;
    resetPaging(variables);
    return variables;
}

// The grid is that of the step, so that each point is asked for once, whatever the window.
Result<net::ClientRequest> composeQuery(const SourceAccess& access, const Feed& feed,
                                        const PromQuery& query, const Variables& variables,
                                        const telemetry::TimeRange& window)
{
    const auto expression = query.expression.render(variables, Destination::Text);
    if (!expression)
        return tl::make_unexpected(expression.error());
    const bool isExemplars = query.kind == PromQuery::Kind::Exemplars;
    const auto seconds = [](telemetry::Timestamp time) {
        return std::to_string(
            std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
    };
    // A counter is also asked for where the first bucket begins.
    const telemetry::Duration step = isExemplars || query.isCounter
        ? telemetry::Duration::zero()
        : telemetry::Duration(feed.prometheus.step);
    std::vector<std::pair<std::string, std::string>> form{{"query", *expression},
                                                          {"start", seconds(window.start + step)},
                                                          {"end", seconds(window.end)}};
    if (!isExemplars)
        form.emplace_back("step", std::to_string(feed.prometheus.step.count()));
    RequestTemplate request = feed.request; // more parameters and headers, another path
    request.method = "POST";
    if (request.path.isEmpty())
        request.path = Template::literal("/api/v1");
    request.path.append(isExemplars ? "/query_exemplars" : "/query_range");
    return access.compose(request, variables, form);
}

} // namespace pull
