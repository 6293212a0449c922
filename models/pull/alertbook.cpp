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

std::string memberText(const Json& root, const char* name)
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

AlertBook::AlertBook(ingest::Pipeline& pipeline, std::size_t mostFiring)
    : m_pipeline(pipeline)
    , m_mostFiring(mostFiring)
{
}

telemetry::Result<void> AlertBook::load(const store::Reader& reader)
{
    const auto entries = reader.timeline({}, {kKind});
    if (!entries)
        return tl::make_unexpected(entries.error());
    const std::scoped_lock lock(m_book->mutex);
    simdjson::dom::parser parser;
    for (const telemetry::TimelineEntry& entry : *entries) {
        Json payload;
        if (parser.parse(simdjson::padded_string(entry.payload)).get(payload) != simdjson::SUCCESS)
            continue;
        if (memberText(payload, "state") != "firing") {
            m_book->known.erase(entry.subject);
            continue;
        }
        Known& known = m_book->known[entry.subject];
        known.isFiring = true;
        known.last.fingerprint = entry.subject;
        known.last.name = memberText(payload, "name");
        known.last.starts = timeMember(payload, "starts_at");
        known.last.ends = timeMember(payload, "ends_at");
        known.starts[entry.actor] = known.last.starts;
    }
    return {};
}

void AlertBook::write(const Change& change, SeenHandler done)
{
    telemetry::TimelineEntry entry;
    entry.time = change.time;
    entry.kind = kKind;
    entry.actor = change.source;
    entry.subject = change.sighting.fingerprint;
    entry.text = change.sighting.name + (change.isFiring ? " is firing" : " is resolved");
    if (!change.sighting.summary.empty())
        entry.text += ": " + change.sighting.summary;
    entry.payload = payloadOf(change.sighting, change.isFiring);
    m_pipeline.record(std::move(entry),
                      [book = m_book, change, done = std::move(done)](
                          const telemetry::Result<telemetry::TimelineEntry>& written) {
                          settle(*book, change, written.has_value());
                          if (done)
                              done(written.map([](const auto&) {}));
                      });
}

void AlertBook::settle(Book& book, const Change& change, bool isWritten)
{
    const std::scoped_lock lock(book.mutex);
    const auto found = book.known.find(change.sighting.fingerprint);
    if (found == book.known.end())
        return;
    Known& known = found->second;
    --known.writing;
    if (isWritten) {
        known.isFiring = change.isFiring;
        known.last = change.sighting;
        known.starts[change.source] = change.sighting.starts;
    }
    if (!known.isFiring && known.writing == 0)
        book.known.erase(found);
}

telemetry::Result<std::vector<AlertBook::Change>>
AlertBook::changesFor(const std::string& source, const AlertSighting& sighting)
{
    using telemetry::ErrorKind;
    std::vector<Change> changes;
    const std::scoped_lock lock(m_book->mutex);
    auto& all = m_book->known;
    auto found = all.find(sighting.fingerprint);
    if (found == all.end()) {
        if (!sighting.isFiring)
            return changes; // nobody was told that it fires
        if (all.size() >= m_mostFiring)
            return telemetry::failure(ErrorKind::Refused,
                                      "More than " + std::to_string(m_mostFiring)
                                          + " alerts fire; no more are kept.");
        found = all.emplace(sighting.fingerprint, Known{}).first;
    }
    Known& known = found->second;
    if (known.writing > 0)
        return telemetry::failure(ErrorKind::Refused,
                                  "What was told before about this alert is still being written.");
    const auto before = known.starts.find(source);
    const bool isAnother = before != known.starts.end() && sighting.starts > before->second;
    if (sighting.isFiring && (!known.isFiring || isAnother)) {
        // It was resolved and fires again, and nobody looked in between.
        if (known.isFiring)
            changes.push_back({source, known.last, false, sighting.starts});
        changes.push_back({source, sighting, true, sighting.starts});
    } else if (!sighting.isFiring && known.isFiring) {
        changes.push_back({source, sighting, false, std::max(sighting.ends, sighting.starts)});
    } else {
        known.starts[source] = sighting.starts;
        known.last = sighting;
    }
    known.writing = static_cast<int>(changes.size());
    return changes;
}

void AlertBook::see(const std::string& source, const AlertSighting& sighting, SeenHandler done)
{
    const auto changes = changesFor(source, sighting);
    if (!changes || changes->empty()) {
        if (done)
            done(changes.map([](const auto&) {}));
        return;
    }
    // In order: once the last one is written, or cannot be, the others have been too. One that
    // fails is told again with the next sighting.
    const auto problem = std::make_shared<telemetry::Result<void>>();
    for (std::size_t i = 0; i < changes->size(); ++i) {
        const bool isLast = i + 1 == changes->size();
        write((*changes)[i], [problem, isLast, done](const telemetry::Result<void>& written) {
            if (!written)
                *problem = written;
            if (isLast && done)
                done(*problem);
        });
    }
}

void AlertBook::sweep(const std::string& source, const std::set<std::string>& listed,
                      telemetry::Timestamp now, Silence silence)
{
    std::vector<Change> changes;
    {
        const std::scoped_lock lock(m_book->mutex);
        for (auto& [fingerprint, known] : m_book->known) {
            if (!known.isFiring || known.writing > 0 || !known.starts.contains(source)
                || listed.contains(fingerprint))
                continue;
            if (silence == Silence::Resolves && known.starts.size() > 1) {
                known.starts.erase(source);
                continue;
            }
            // Without a time of its own it is believed for as long as Alertmanager would.
            if (silence == Silence::Resolves)
                known.last.ends = now;
            else if (known.last.ends == telemetry::Timestamp{})
                known.last.ends = now + kLingering;
            if (known.last.ends > now)
                continue;
            known.writing = 1;
            changes.push_back({source, known.last, false, known.last.ends});
        }
    }
    for (const Change& change : changes)
        write(change, {});
}

std::size_t AlertBook::firingCount() const
{
    const std::scoped_lock lock(m_book->mutex);
    return static_cast<std::size_t>(
        std::count_if(m_book->known.begin(), m_book->known.end(),
                      [](const auto& entry) { return entry.second.isFiring; }));
}

} // namespace pull
