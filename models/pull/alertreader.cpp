// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertreader.h"

namespace pull {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;

std::string textAt(const Json& object, const std::string& pointer)
{
    const auto found = at(object, pointer);
    return found ? textOf(*found) : std::string();
}

std::map<std::string, std::string> texts(const Json& parent, const std::string& pointer)
{
    std::map<std::string, std::string> result;
    const auto found = at(parent, pointer);
    simdjson::dom::object object;
    if (found && found->get(object) == simdjson::SUCCESS)
        for (const auto& [name, value] : object)
            result[std::string(name)] = textOf(value);
    return result;
}

// Year 1, as Go writes "never", is no time.
telemetry::Timestamp time(const Json& object, const std::string& pointer)
{
    const auto found = at(object, pointer);
    const auto read = found ? timeOf(*found, Format::Auto) : std::nullopt;
    return read.value_or(telemetry::Timestamp{});
}

AlertSighting sightingOf(const Json& alert)
{
    AlertSighting sighting;
    sighting.labels = texts(alert, "/labels");
    sighting.annotations = texts(alert, "/annotations");
    const auto label = [&](const char* name) {
        const auto found = sighting.labels.find(name);
        return found == sighting.labels.end() ? std::string() : found->second;
    };
    sighting.name = label("alertname");
    for (const char* name : {"description", "summary"}) {
        const auto found = sighting.annotations.find(name);
        if (found != sighting.annotations.end())
            sighting.summary = found->second;
    }
    sighting.fingerprint = textAt(alert, "/fingerprint");
    if (sighting.fingerprint.empty())
        sighting.fingerprint = fingerprintOf(sighting.labels);
    sighting.starts = time(alert, "/startsAt");
    sighting.ends = time(alert, "/endsAt");
    sighting.link = textAt(alert, "/generatorURL");
    return sighting;
}

void readRule(const AlertMapping& mapping, const Json& rule, Harvest& harvest)
{
    const std::string health = textAt(rule, "/health");
    if (health == "err")
        harvest.notes.push_back("The rule " + textAt(rule, "/name")
                                + " cannot be evaluated: " + textAt(rule, "/lastError"));
    // Right after its start the back end has evaluated none.
    harvest.areRulesEvaluated = harvest.areRulesEvaluated && health == "ok";
    forEachItem(rule, "/alerts", [&](const Json& alert) {
        if (textAt(alert, "/state") != "firing")
            return;
        AlertSighting sighting = sightingOf(alert);
        for (const auto& [name, value] : mapping.labels)
            sighting.labels.emplace(name, value);
        sighting.fingerprint = fingerprintOf(sighting.labels);
        sighting.starts = time(alert, "/activeAt");
        harvest.alerts.push_back(std::move(sighting));
    });
}

} // namespace

telemetry::Result<std::size_t> readAlerts(const AlertMapping& mapping, const Json& document,
                                          Harvest& harvest)
{
    const std::size_t before = harvest.alerts.size();
    if (mapping.kind == AlertMapping::Kind::Rules) {
        if (!forEachItem(document, "/data/groups", [&](const Json& group) {
                forEachItem(group, "/rules",
                            [&](const Json& rule) { readRule(mapping, rule, harvest); });
            }))
            return failure(ErrorKind::Unreachable, "The reply has no groups of rules.");
    } else if (!forEachItem(document, "", [&](const Json& alert) {
                   AlertSighting sighting = sightingOf(alert);
                   sighting.isSuppressed = textAt(alert, "/status/state") == "suppressed";
                   harvest.alerts.push_back(std::move(sighting));
               })) {
        return failure(ErrorKind::Unreachable, "The reply is no list of alerts.");
    }
    return harvest.alerts.size() - before;
}

telemetry::Result<std::vector<AlertSighting>> readWebhook(const std::string& body)
{
    simdjson::dom::parser parser;
    Json document;
    std::vector<AlertSighting> sightings;
    const bool isJson = parseJson(parser, body, document) == simdjson::SUCCESS;
    if (!isJson || !forEachItem(document, "/alerts", [&](const Json& alert) {
            AlertSighting sighting = sightingOf(alert);
            sighting.isFiring = textAt(alert, "/status") == "firing";
            sightings.push_back(std::move(sighting));
        }))
        return failure(ErrorKind::Unreadable, "The body is no message of Alertmanager's webhook.");
    return sightings;
}

} // namespace pull
