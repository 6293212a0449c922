// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertbook.h"

#include "models/net/encoding.h"
#include "models/pull/jsonaccess.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace pull {

namespace {

constexpr const char* kKind = "alert";
constexpr telemetry::Duration kLingering =
    std::chrono::minutes(5); // Alertmanager's resolve_timeout

std::string object(const std::map<std::string, std::string>& texts)
{
    std::string json = "{";
    for (const auto& [name, text] : texts)
        json += (json.size() > 1 ? "," : "") + net::jsonQuoted(name) + ":" + net::jsonQuoted(text);
    return json + "}";
}

std::string payloadOf(const AlertSighting& sighting, bool isFiring)
{
    std::string json = std::string("{\"state\":\"") + (isFiring ? "firing" : "resolved")
        + "\",\"starts_at\":\"" + telemetry::toRfc3339(sighting.starts) + "\"";
    if (sighting.ends != telemetry::Timestamp{})
        json += ",\"ends_at\":\"" + telemetry::toRfc3339(sighting.ends) + "\"";
    json += ",\"name\":" + net::jsonQuoted(sighting.name);
    json += std::string(",\"suppressed\":") + (sighting.isSuppressed ? "true" : "false");
    json += ",\"labels\":" + object(sighting.labels);
    json += ",\"annotations\":" + object(sighting.annotations);
    return json + ",\"generator_url\":" + net::jsonQuoted(sighting.link) + "}";
}

std::string member(const Json& root, const char* name)
{
    const auto found = at(root, std::string("/") + name);
    return found ? textOf(*found) : std::string();
}

telemetry::Timestamp timeMember(const Json& root, const char* name)
{
    const auto found = at(root, std::string("/") + name);
    const auto time = found ? timeOf(*found, Format::Auto) : std::nullopt;
    return time.value_or(telemetry::Timestamp{});
}

} // namespace

std::string fingerprintOf(const std::map<std::string, std::string>& labels)
{
    std::uint64_t hash = hashOf({});
    for (const auto& [name, value] : labels)
        hash = hashOf(value + '\xff', hashOf(name + '\xff', hash));
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash));
    return hex;
}

telemetry::Result<void> AlertBook::load(const store::Reader& reader)
{
    const auto entries = reader.timeline({});
    if (!entries)
        return tl::make_unexpected(entries.error());
    const std::scoped_lock lock(m_mutex);
    simdjson::dom::parser parser;
    for (const telemetry::TimelineEntry& entry : *entries) {
        if (entry.kind != kKind)
            continue;
        Json payload;
        if (parser.parse(simdjson::padded_string(entry.payload)).get(payload) != simdjson::SUCCESS)
            continue;
        Known& known = m_known[entry.subject];
        known.isFiring = member(payload, "state") == "firing";
        known.last.fingerprint = entry.subject;
        known.last.name = member(payload, "name");
        known.last.starts = timeMember(payload, "starts_at");
        known.last.ends = timeMember(payload, "ends_at");
        known.starts[entry.actor] = known.last.starts;
    }
    return {};
}

void AlertBook::enter(const std::string& source, const AlertSighting& sighting, bool isFiring,
                      telemetry::Timestamp time)
{
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = kKind;
    entry.actor = source;
    entry.subject = sighting.fingerprint;
    entry.text = sighting.name + (isFiring ? " is firing" : " is resolved");
    if (!sighting.summary.empty())
        entry.text += ": " + sighting.summary;
    entry.payload = payloadOf(sighting, isFiring);
    m_pipeline.record(std::move(entry));
}

void AlertBook::see(const std::string& source, const AlertSighting& sighting)
{
    const std::scoped_lock lock(m_mutex);
    Known& known = m_known[sighting.fingerprint];
    const auto before = known.starts.find(source);
    const bool isAnother = before != known.starts.end() && sighting.starts > before->second;
    if (sighting.isFiring && (!known.isFiring || isAnother)) {
        // It was resolved and fires again, and nobody looked in between.
        if (known.isFiring)
            enter(source, known.last, false, sighting.starts);
        enter(source, sighting, true, sighting.starts);
    } else if (!sighting.isFiring && known.isFiring) {
        enter(source, sighting, false, std::max(sighting.ends, sighting.starts));
    }
    known.isFiring = sighting.isFiring;
    known.starts[source] = sighting.starts;
    known.last = sighting;
}

void AlertBook::sweep(const std::string& source, const std::set<std::string>& listed,
                      telemetry::Timestamp now)
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [fingerprint, known] : m_known) {
        if (!known.isFiring || !known.starts.contains(source) || listed.contains(fingerprint))
            continue;
        // Without a time of its own it is believed for as long as Alertmanager would.
        if (known.last.ends == telemetry::Timestamp{})
            known.last.ends = now + kLingering;
        if (known.last.ends > now)
            continue;
        enter(source, known.last, false, known.last.ends);
        known.isFiring = false;
    }
}

std::size_t AlertBook::firingCount() const
{
    const std::scoped_lock lock(m_mutex);
    return static_cast<std::size_t>(std::count_if(
        m_known.begin(), m_known.end(), [](const auto& entry) { return entry.second.isFiring; }));
}

} // namespace pull
