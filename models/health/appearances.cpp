// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/appearances.h"

#include <algorithm>
#include <chrono>

namespace health {

namespace {

using namespace std::chrono_literals;
using telemetry::Timestamp;

constexpr std::size_t kMostNotedServices = 4096; // more are not noted
constexpr std::size_t kMostNotedNames =
    256; // of one kind per service; then the idlest is forgotten
constexpr auto kLongEnough = 30s; // that a service was seen without a name ...
constexpr double kOftenEnough = 5; // ... and answers that would have borne it by its share
constexpr double kFewOfNews = 10; // answers without it, that its share is doubted by
constexpr std::size_t kMostReturns = 64; // of one kind per service; the newest are kept
constexpr auto kLateNote = 2s; // what ended that much before others does not tell what serves now

constexpr auto kSameMoment = 1s;
constexpr auto kBesideOnset = 15s; // the interval in which it probably lies

std::string durationText(telemetry::Duration duration)
{
    // The nearest, as whoever tells tenths of it is rounded to.
    const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    if (seconds < 120)
        return std::to_string(seconds) + " s";
    return std::to_string(std::chrono::round<std::chrono::minutes>(duration).count()) + " min";
}

} // namespace

void Appearances::note(const std::string& service, const std::string& kind, const std::string& name,
                       Timestamp time)
{
    if (name.empty() || (m_services.size() >= kMostNotedServices && !m_services.contains(service)))
        return;
    std::vector<Kind>& kinds = m_services[service];
    auto of = std::ranges::find(kinds, kind, &Kind::kind);
    if (of == kinds.end()) {
        kinds.emplace_back().kind = kind;
        of = kinds.end() - 1;
        of->newest = time;
        of->began = time;
    }
    of->began = std::min(of->began, time);
    const std::size_t index = indexOf(*of, name, time);
    if (index >= of->names.size())
        return;
    Named& named = of->names[index];
    named.first = std::min(named.first, time);
    named.newest = std::max(named.newest, time);
    ++named.count;
    ++of->all;
    if (time < of->newest - kLateNote)
        return;
    of->newest = std::max(of->newest, time);
    rule(*of, index, time);
}

// Beyond the bound it takes the place of the one that has not been seen for longest.
std::size_t Appearances::indexOf(Kind& kind, const std::string& name, Timestamp time)
{
    const auto known = std::ranges::find(kind.names, name, &Named::name);
    const auto index = static_cast<std::size_t>(known - kind.names.begin());
    if (known != kind.names.end())
        return index;
    const Named made{.name = name, .first = time, .newest = time, .without = kind.all};
    if (kind.names.size() < kMostNotedNames) {
        kind.names.push_back(made);
        return index;
    }
    std::size_t idlest = SIZE_MAX;
    for (std::size_t i = 0; i < kind.names.size(); ++i) {
        const bool isInUse =
            i == kind.ruler || std::ranges::find(kind.notes, i, &Note::name) != kind.notes.end();
        if (!isInUse && (idlest == SIZE_MAX || kind.names[i].newest < kind.names[idlest].newest))
            idlest = i;
    }
    if (idlest < kind.names.size())
        kind.names[idlest] = made;
    return idlest;
}

bool Appearances::isNews(const Kind& kind, const Named& named)
{
    const double since = kind.all - named.without;
    const double share = named.count / (since + kFewOfNews);
    return named.first - kind.began >= kLongEnough && named.without * share >= kOftenEnough;
}

void Appearances::rule(Kind& kind, std::size_t name, Timestamp time)
{
    kind.notes[kind.count++ % kWindow] = {name, time};
    if (name == kind.ruler || kind.count < kWindow)
        return;
    if (std::ranges::count(kind.notes, name, &Note::name) < static_cast<std::ptrdiff_t>(kRules))
        return;
    kind.ruler = name;
    if (kind.names[name].hasRuled) {
        Timestamp since = time;
        for (const Note& note : kind.notes)
            since = note.name == name ? std::min(since, note.time) : since;
        if (kind.returns.size() >= kMostReturns)
            kind.returns.erase(kind.returns.begin());
        kind.returns.push_back({kind.kind, kind.names[name].name, since, true});
    }
    kind.names[name].hasRuled = true;
}

std::vector<Appearances::Change> Appearances::changesOf(const std::vector<Kind>& kinds)
{
    std::vector<Change> changes;
    for (const Kind& kind : kinds) {
        for (const Named& named : kind.names) {
            if (isNews(kind, named))
                changes.push_back({kind.kind, named.name, named.first, false});
        }
        changes.insert(changes.end(), kind.returns.begin(), kind.returns.end());
    }
    return changes;
}

std::string Appearances::near(const std::string& service, Timestamp onset, Timestamp low,
                              Timestamp high) const
{
    const auto found = m_services.find(service);
    if (found == m_services.end())
        return {};
    const std::vector<Change> changes = changesOf(found->second);
    const Change* nearest = nullptr;
    const auto distance = [onset](const Change& one) {
        return one.time < onset ? onset - one.time : one.time - onset;
    };
    const auto isWithin = [low, high](const Change& one) {
        return one.time > low - kSameMoment && one.time < high + kSameMoment;
    };
    for (const Change& one : changes) {
        const bool isNear = one.time >= low - kBesideOnset && one.time <= high + kBesideOnset;
        if (!isNear || (nearest != nullptr && isWithin(*nearest) && !isWithin(one)))
            continue;
        if (nearest == nullptr || (isWithin(one) && !isWithin(*nearest))
            || distance(one) < distance(*nearest))
            nearest = &one;
    }
    if (nearest == nullptr)
        return {};
    // What came with it at once, or while it began, may as well be what changed.
    std::string what;
    for (const Change& one : changes) {
        const auto apart =
            one.time < nearest->time ? nearest->time - one.time : one.time - nearest->time;
        const bool isAlike = apart < kSameMoment || (isWithin(*nearest) && isWithin(one));
        if (one.isReturn == nearest->isReturn && isAlike)
            what += (what.empty() ? "" : " and ") + one.kind + " " + one.name;
    }
    const std::string event =
        nearest->isReturn ? "it went back to " + what : what + " first appeared";
    if (isWithin(*nearest))
        return "began when " + event;
    return "began " + durationText(distance(*nearest))
        + (nearest->time > onset ? " before " : " after ") + event;
}

} // namespace health
