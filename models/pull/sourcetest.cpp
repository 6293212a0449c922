// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/sourcetest.h"

#include "models/pull/feedrequest.h"
#include "models/pull/jsonaccess.h"
#include "models/pull/sourceaccess.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace pull {

using net::ConnectionVerdict;

namespace {

using State = net::ConnectionVerdict::State;

constexpr std::chrono::minutes kTestWindow(2);

// The template that a feed is asked with first.
const RequestTemplate& firstTemplate(const Feed& feed)
{
    return feed.each.empty() ? feed.request : feed.each.front().request;
}

telemetry::Result<net::ClientRequest> firstRequest(const SourceAccess& access, const Feed& feed,
                                                   const telemetry::TimeRange& window)
{
    const Variables variables = firstVariables(access.profile(), feed, window);
    if (feed.each.empty() && !feed.prometheus.queries.empty())
        return composeQuery(access, feed, feed.prometheus.queries.front(), variables, window);
    return access.compose(firstTemplate(feed), variables);
}

// Why a body is not of the kind that the feed reads; empty: it is.
std::string notOfKind(const Feed& feed, const std::string& body)
{
    const bool isLines = feed.each.empty() && feed.rows.isLines;
    const std::string text(telemetry::trimmed(body, " \t\r\n"));
    if (isLines && text.empty())
        return {}; // no line is an answer, too
    simdjson::dom::parser parser;
    Json document;
    const std::string first = isLines ? text.substr(0, text.find('\n')) : text;
    if (parseJson(parser, first, document) != simdjson::SUCCESS)
        return "its reply is not JSON.";
    if (feed.each.empty() && !feed.prometheus.queries.empty() && !at(document, "/data"))
        return "its reply has no \"data\".";
    if (!feed.each.empty() && !forEachItem(document, feed.each.front().items, [](const Json&) {}))
        return "its reply has no list at \"" + feed.each.front().items + "\".";
    return {};
}

// Unset where the feed answers as it should.
std::optional<ConnectionVerdict> problemOf(const Feed& feed, const net::Exchange& exchange,
                                           const net::ConnectionAsked& asked)
{
    const std::vector<int>& empty = firstTemplate(feed).emptyStatuses;
    const bool isNothing = exchange.state == net::ExchangeState::Replied
        && std::find(empty.begin(), empty.end(), exchange.status) != empty.end();
    if (isNothing)
        return std::nullopt;
    ConnectionVerdict verdict = net::judgeConnection(exchange, asked);
    if (!verdict.isUsable())
        return verdict;
    if (const std::string why = notOfKind(feed, exchange.body); !why.empty())
        return net::wrongKind(exchange, asked, why);
    return std::nullopt;
}

} // namespace

ConnectionVerdict testSource(const SourceProfile& profile, const std::string& tokenFile,
                             std::chrono::milliseconds limit, const std::atomic<bool>* cancel)
{
    const auto access = SourceAccess::create(profile, tokenFile);
    if (!access)
        return {.state = State::Bad, .text = access.error().message};
    if (profile.feeds.empty())
        return {.state = State::Bad, .text = "The source names no feed that could be asked."};
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    net::HttpClient client;
    ConnectionVerdict worst{.state = State::Well};
    for (const Feed& feed : profile.feeds) {
        const telemetry::Duration width =
            std::max<telemetry::Duration>(kTestWindow, 2 * feed.prometheus.step);
        auto request = firstRequest(*access, feed, {.start = now - width, .end = now});
        if (!request)
            return {.state = State::Bad, .text = access->masked(request.error().message)};
        request->timeout = std::min(request->timeout, limit);
        request->connectTimeout = std::min(request->connectTimeout, limit);
        const net::ConnectionAsked asked{.url = request->url,
                                         .kind = profile.title.empty() ? profile.id : profile.title,
                                         .secret = profile.authentication.header.empty()
                                             ? std::string()
                                             : "PLUMBLINE_TOKEN_" + profile.authentication.secret,
                                         .hasSecret = access->hasSecret(),
                                         .connectTimeout = request->connectTimeout,
                                         .timeout = request->timeout};
        const net::Exchange exchange = client.perform(*request, cancel);
        if (auto problem = problemOf(feed, exchange, asked)) {
            problem->text = access->masked("Feed " + feed.id + ": " + problem->text);
            return *problem;
        }
        if (exchange.elapsed >= worst.elapsed) {
            const bool isSlow = exchange.elapsed > net::kSlow;
            net::Exchange well = exchange;
            well.status = 200; // also what says that there is nothing
            worst = net::judgeConnection(well, asked);
            if (isSlow)
                worst.text = "Feed " + feed.id + ": " + worst.text;
        }
    }
    worst.text = access->masked(worst.text);
    return worst;
}

} // namespace pull
