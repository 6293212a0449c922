// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadhops.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace spread {

namespace {

using telemetry::SpanKey;
using telemetry::TraceId;

// Where a statement was given last, so far.
struct Given
{
    std::map<SpanKey, std::size_t> received; // by span: the place in it
    std::map<TraceId, std::size_t> byTrace;
    std::optional<std::size_t> anywhere;
};

auto order(const SpreadPlace& place)
{
    return std::tuple(place.time, !wasReceived(place), place.key, place.statement);
}

// A walk through the places in order of time.
class Hops
{
public:
    Hops(std::vector<SpreadPlace>& places, const std::optional<SpreadPlace>& suspect,
         const LinksOf& linksOf)
        : m_places(places)
        , m_suspect(suspect)
        , m_linksOf(linksOf)
    {
        if (suspect)
            m_reached.insert(suspect->key.trace);
    }

    telemetry::Result<void> walk()
    {
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            if (const auto linked = link(m_places[i].key.trace); !linked)
                return linked;
            hand(i);
        }
        return {};
    }

private:
    // Which of the traces that were reached before it names.
    telemetry::Result<void> link(const TraceId& trace)
    {
        if (m_links.contains(trace))
            return {};
        std::set<TraceId>& known = m_links[trace];
        const auto linked = m_linksOf(trace);
        if (!linked)
            return tl::make_unexpected(linked.error());
        for (const SpanKey& key : *linked) {
            if (key.trace != trace)
                known.insert(key.trace);
        }
        return {};
    }

    std::optional<std::size_t> source(const SpreadPlace& place, const Given& given) const
    {
        if (!wasReceived(place)) {
            const auto inSpan = given.received.find(place.key);
            if (inSpan != given.received.end())
                return inSpan->second;
        }
        if (const auto inTrace = given.byTrace.find(place.key.trace);
            inTrace != given.byTrace.end())
            return inTrace->second;
        for (const TraceId& other : m_links.at(place.key.trace)) {
            if (const auto found = given.byTrace.find(other); found != given.byTrace.end())
                return found->second;
        }
        // Two that were given the same document have it from its store, not from each other.
        if (isStored(place))
            return std::nullopt;
        // The suspect said it after what came before it did.
        if (given.anywhere && isFromSuspect(place) && m_places[*given.anywhere].isEarlier)
            return std::nullopt;
        return given.anywhere;
    }

    void hand(std::size_t i)
    {
        SpreadPlace& place = m_places[i];
        Given& given = m_given[place.statement];
        place.from = source(place, given);
        place.link = linkOf(place);
        place.hops = hopsOf(place);
        m_reached.insert(place.key.trace);
        if (wasReceived(place)) {
            given.received[place.key] = i;
            return;
        }
        given.byTrace[place.key.trace] = i;
        given.anywhere = i;
    }

    // Nothing is counted on what the text alone tells: that is an order in time.
    std::optional<std::size_t> hopsOf(const SpreadPlace& place) const
    {
        if (!place.from && !isFromSuspect(place))
            return 0;
        if (place.link == SpreadLink::Text)
            return std::nullopt;
        if (!place.from)
            return 1;
        const auto before = m_places[*place.from].hops;
        return before ? std::optional(*before + 1) : std::nullopt;
    }

    bool isFromSuspect(const SpreadPlace& place) const { return m_suspect && !place.isEarlier; }

    // By text alone reached is no link: only what follows from the suspect's trace, or from what
    // is in the place's own trace, is.
    SpreadLink linkOf(const SpreadPlace& place) const
    {
        const TraceId& trace = place.key.trace;
        if (m_suspect && trace == m_suspect->key.trace)
            return SpreadLink::Trace;
        const auto& links = m_links.at(trace);
        const bool isLinked = std::ranges::any_of(
            links, [this](const TraceId& other) { return m_reached.contains(other); });
        if (isLinked)
            return SpreadLink::SpanLink;
        const bool isFromOwnTrace = place.from && m_places[*place.from].key.trace == trace;
        return isFromOwnTrace ? SpreadLink::Trace : SpreadLink::Text;
    }

    std::vector<SpreadPlace>& m_places;
    const std::optional<SpreadPlace>& m_suspect;
    const LinksOf& m_linksOf;
    std::map<std::size_t, Given> m_given; // by statement
    std::map<TraceId, std::set<TraceId>> m_links; // of traces with places: what they name
    std::set<TraceId> m_reached; // that hold the statement, so far
};

} // namespace

bool isStored(const SpreadPlace& place)
{
    return place.kind == similarity::PlaceKind::Document
        || place.kind == similarity::PlaceKind::ToolResult;
}

bool wasReceived(const SpreadPlace& place)
{
    return place.step == telemetry::StepKind::Generation
        ? similarity::isReceived(place.kind)
        : place.kind == similarity::PlaceKind::ToolArgument;
}

telemetry::Result<void> connect(std::vector<SpreadPlace>& places,
                                const std::optional<SpreadPlace>& suspect, const LinksOf& linksOf)
{
    std::ranges::sort(places, {}, order);
    return Hops(places, suspect, linksOf).walk();
}

} // namespace spread
