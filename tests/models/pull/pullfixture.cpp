// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/pull/pullfixture.h"

#include "models/telemetry/timetext.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace pulltest {

namespace {

template<class T>
T orThrow(telemetry::Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(*result);
}

} // namespace

std::string captured(const std::string& name)
{
    return ingesttest::contentOf(ingesttest::dataPath("../control/" + name));
}

pull::SourceProfile builtIn(const std::string& name, const std::string& url,
                            const std::vector<std::string>& feeds)
{
    pull::SourceProfile profile = orThrow(pull::loadSource(name));
    profile.baseUrl = url;
    if (!feeds.empty())
        std::erase_if(profile.feeds, [&](const pull::Feed& feed) {
            return std::find(feeds.begin(), feeds.end(), feed.id) == feeds.end();
        });
    return profile;
}

pull::SourceProfile source(const std::string& yaml, const std::string& url)
{
    pull::SourceProfile profile = orThrow(pull::parseSource(yaml, "test.yaml"));
    profile.baseUrl = url;
    return profile;
}

telemetry::Timestamp at(const std::string& rfc3339)
{
    return orThrow(telemetry::timestampFromText(rfc3339));
}

telemetry::TimeRange range(const std::string& from, const std::string& to)
{
    return {.start = at(from), .end = at(to)};
}

std::vector<pull::FeedReport> pullOnce(const ingesttest::Recording& recording,
                                       pull::SourceProfile profile,
                                       std::optional<telemetry::TimeRange> range)
{
    auto pipeline = orThrow(ingest::Pipeline::start(recording.path()));
    pull::AlertBook alerts(*pipeline);
    pull::PullerSettings settings;
    settings.sources.push_back({.profile = std::move(profile), .tokenFile = {}});
    settings.range = range;
    const auto puller = orThrow(pull::Puller::start(std::move(settings), *pipeline, alerts));
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!puller->isDone() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (!puller->isDone())
        throw std::runtime_error("the pull does not end");
    puller->stop();
    pipeline->drain();
    return puller->reports();
}

std::vector<telemetry::TimelineEntry> alertsIn(const ingesttest::Recording& recording)
{
    std::vector<telemetry::TimelineEntry> entries = orThrow(recording.read()->timeline({}));
    std::erase_if(entries,
                  [](const telemetry::TimelineEntry& entry) { return entry.kind != "alert"; });
    return entries;
}

} // namespace pulltest
