// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/leverbench.h"

#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/actuation/httplevergateway.h"
#include "models/drill/sandbox.h"

#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <curl/curl.h>

using namespace Qt::StringLiterals;

namespace bench {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

using Steady = std::chrono::steady_clock;
constexpr const char* kLever = "breaker:support-bot";
// What a read of it sends: the key in base64, as the profile makes it.
constexpr const char* kReadBody = R"({"key":"L3BsdW1ibGluZS9icmVha2Vycy9zdXBwb3J0LWJvdA=="})";

double microseconds(Steady::duration time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

CallFigures figuresOf(std::vector<double> times)
{
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
    };
    return {.median = at(0.5), .upper = at(0.95)};
}

std::size_t discard(char* /*data*/, std::size_t size, std::size_t count, void* /*user*/)
{
    return size * count;
}

// The anchor: nothing but the requests.
class PlainCurl
{
public:
    PlainCurl()
        : m_curl(curl_easy_init(), curl_easy_cleanup)
        , m_headers(curl_slist_append(nullptr, "Content-Type: application/json"),
                    curl_slist_free_all)
    {
    }

    bool post(const std::string& url, const std::string& body, bool isWrite)
    {
        CURL* curl = m_curl.get();
        curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, m_headers.get());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
        // A write never goes out on a kept connection, which could repeat it: here neither.
        curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, isWrite ? 1L : 0L);
        curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, isWrite ? 1L : 0L);
        long status = 0;
        return curl_easy_perform(curl) == CURLE_OK
            && curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK
            && status == 200;
    }

private:
    std::unique_ptr<CURL, void (*)(CURL*)> m_curl;
    std::unique_ptr<curl_slist, void (*)(curl_slist*)> m_headers;
};

} // namespace

Result<LeverFigures> benchLever(const LeverSettings& settings)
{
    const auto sandbox = drill::SandboxControlPlane::listen("127.0.0.1", 0, {});
    if (!sandbox)
        return tl::make_unexpected(sandbox.error());
    auto profile = actuation::loadProfile("sandbox");
    if (!profile)
        return tl::make_unexpected(profile.error());
    auto gateway =
        actuation::HttpLeverGateway::create(std::move(*profile), {.baseUrl = (*sandbox)->url()});
    if (!gateway)
        return tl::make_unexpected(gateway.error());
    PlainCurl plain;
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> overhead;
    std::vector<double> toSent;
    for (int i = 0; i < settings.calls + 1; ++i) { // the first one warms up
        const auto begin = Steady::now();
        auto plan = (*gateway)->plan(kLever, i % 2 == 0 ? "tripped" : "reset");
        if (!plan)
            return tl::make_unexpected(plan.error());
        const auto ordered = std::chrono::system_clock::now();
        const auto fired = (*gateway)->fire(*plan, nullptr);
        const auto end = Steady::now();
        if (!fired)
            return tl::make_unexpected(fired.error());
        if (fired->outcome != runbook::FireOutcome::Verified)
            return failure(ErrorKind::Unreachable, "The sandbox: " + fired->message);
        // The same again by hand; the write is a conflict by now, which costs as much.
        const std::string& url = (*sandbox)->url();
        const auto plainBegin = Steady::now();
        const bool isDone = plain.post(url + "/v3/kv/range", kReadBody, false)
            && plain.post(plan->requests.front().url, plan->requests.front().body, true)
            && plain.post(url + "/v3/kv/range", kReadBody, false);
        const auto plainEnd = Steady::now();
        if (!isDone)
            return failure(ErrorKind::Unreachable, "The sandbox did not answer plain libcurl.");
        if (i == 0)
            continue;
        ours.push_back(microseconds(end - begin));
        theirs.push_back(microseconds(plainEnd - plainBegin));
        overhead.push_back(ours.back() - theirs.back());
        toSent.push_back(
            std::chrono::duration<double, std::micro>(fired->rungs.front().time.time_since_epoch()
                                                      - ordered.time_since_epoch())
                .count());
    }
    return LeverFigures{.calls = settings.calls,
                        .ours = figuresOf(std::move(ours)),
                        .plain = figuresOf(std::move(theirs)),
                        .overhead = figuresOf(std::move(overhead)),
                        .toSent = figuresOf(std::move(toSent))};
}

int runLever(const LeverSettings& settings, bool isJson)
{
    const auto measured = benchLever(settings);
    if (!measured)
        return commands::report(measured.error());
    const LeverFigures& figures = *measured;
    const double ratio = figures.ours.median / figures.plain.median;
    const auto json = [](const CallFigures& one) {
        return QJsonObject{{u"median_us"_s, one.median}, {u"p95_us"_s, one.upper}};
    };
    if (isJson) {
        commands::printJson({{u"bench"_s, u"lever"_s},
                             {u"calls"_s, figures.calls},
                             {u"plumbline"_s, json(figures.ours)},
                             {u"libcurl"_s, json(figures.plain)},
                             {u"overhead"_s, json(figures.overhead)},
                             {u"order_to_sent"_s, json(figures.toSent)},
                             {u"ratio"_s, ratio}});
        return 0;
    }
    const auto line = [](const char* what, const CallFigures& one) {
        commands::print(stdout, "  %-44s %8.0f %8.0f\n", what, one.median, one.upper);
    };
    commands::print(stdout, "%d moves of a lever: plan, write, read back\n", figures.calls);
    commands::print(stdout, "  %-44s %8s %8s\n", "microseconds", "median", "95 %");
    line("plumbline", figures.ours);
    line("the same three requests by libcurl alone", figures.plain);
    line("the console's own", figures.overhead);
    line("from the order to \"sent\" (write answered)", figures.toSent);
    commands::print(stdout, "ratio: %.2f\n", ratio);
    return 0;
}

} // namespace bench
