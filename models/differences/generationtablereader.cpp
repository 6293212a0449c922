// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/generationtablereader.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace differences {

namespace {

using namespace std::chrono_literals;

// Calls that began before the view still run in it.
constexpr telemetry::Duration kLead = 2min;
// So many traces in one go, and all is read anew.
constexpr std::size_t kMostTouched = 20'000;
// Times beyond these are nobody's; their differences can be reckoned with.
constexpr std::int64_t kFarthest = 4'000'000'000'000'000'000;

telemetry::TimeRange clamped(const telemetry::TimeRange& range, telemetry::Duration lead)
{
    const auto first = telemetry::fromUnixNanos(-kFarthest);
    const auto last = telemetry::fromUnixNanos(kFarthest);
    return {.start = std::clamp(range.start, first, last) - lead,
            .end = std::clamp(range.end, first, last)};
}

// Answers of one person or session go wrong together, else those of one trace.
std::uint64_t clusterOf(const GenerationRow& row)
{
    if (row.person != 0)
        return row.person;
    const telemetry::SpanKey trace{.trace = row.key.trace, .span = telemetry::SpanId::None};
    return std::hash<telemetry::SpanKey>{}(trace.trace.isValid() ? trace : row.key);
}

} // namespace

GenerationTableReader::GenerationTableReader(std::int64_t mostRows)
    : m_mostRows(mostRows)
{
}

GenerationTableReader::~GenerationTableReader() = default;

telemetry::Result<std::shared_ptr<const GenerationTable>>
GenerationTableReader::read(const store::Reader& reader, const TableRequest& request,
                            std::chrono::milliseconds budget, const std::stop_token& stop)
{
    const auto until = std::chrono::steady_clock::now() + budget;
    store::GenerationContexts contexts(reader);
    const telemetry::TimeRange wanted = clamped(request.view.range, kLead);
    const bool isElsewhere = m_covered.isEmpty() || m_covered.intersected(wanted).isEmpty();
    if (!m_store || request.service != m_service || request.view.knownAt < m_knownAt || isElsewhere)
        reset(request);
    m_knownAt = request.view.knownAt;
    if (auto followed = follow(contexts); !followed)
        return tl::make_unexpected(followed.error());
    if (auto extended = extend(contexts, wanted); !extended)
        return tl::make_unexpected(extended.error());
    trim(wanted);
    if (auto filled = fill(contexts, until, stop); !filled)
        return tl::make_unexpected(filled.error());
    return snapshot(contexts, request);
}

void GenerationTableReader::reset(const TableRequest& request)
{
    m_service = request.service;
    m_covered = {};
    m_marks = {};
    m_slots.clear();
    m_byRow.clear();
    m_store = std::make_unique<AttributeStore>();
    m_attributes = std::make_unique<GenerationAttributes>(*m_store);
}

// Takes in what was recorded since: whatever came of a trace may tell of each of its generations.
telemetry::Result<void> GenerationTableReader::follow(const store::GenerationContexts& contexts)
{
    const auto marks = contexts.marks(m_knownAt, m_marks);
    if (!marks)
        return tl::make_unexpected(marks.error());
    if (!m_covered.isEmpty()) {
        const auto traces = contexts.touched(m_marks, *marks);
        if (!traces)
            return tl::make_unexpected(traces.error());
        if (traces->size() > kMostTouched) {
            reset({.view = {}, .service = m_service});
        } else {
            remove([&](const Slot& slot) { return traces->contains(slot.place.trace); });
            for (const std::int64_t trace : *traces)
                if (auto done = refresh(contexts, trace); !done)
                    return done;
        }
    }
    m_marks = *marks;
    return {};
}

telemetry::Result<void> GenerationTableReader::refresh(const store::GenerationContexts& contexts,
                                                       std::int64_t trace)
{
    const auto places = contexts.placesOf(
        trace, {.view = {.range = m_covered, .knownAt = m_knownAt}, .service = m_service});
    if (!places)
        return tl::make_unexpected(places.error());
    for (const store::GenerationPlace& place : *places)
        put(place);
    return {};
}

void GenerationTableReader::put(const store::GenerationPlace& place)
{
    if (!m_byRow.try_emplace(place.row, m_slots.size()).second)
        return;
    m_store->addRow();
    m_slots.push_back({.place = place, .state = State::Unread, .row = {}});
}

// What the view shows beyond what is covered: to the right all, to the left as much as there is
// room for.
telemetry::Result<void> GenerationTableReader::extend(const store::GenerationContexts& contexts,
                                                      const telemetry::TimeRange& wanted)
{
    const auto add = [&](const telemetry::TimeRange& part,
                         std::int64_t most) -> telemetry::Result<std::int64_t> {
        const auto places = contexts.places(
            {.view = {.range = part, .knownAt = m_knownAt}, .service = m_service, .limit = most});
        if (!places)
            return tl::make_unexpected(places.error());
        for (const store::GenerationPlace& place : *places)
            put(place);
        return static_cast<std::int64_t>(places->size());
    };
    if (m_covered.isEmpty())
        m_covered = {.start = wanted.end, .end = wanted.end};
    if (wanted.end > m_covered.end) {
        if (auto added = add({.start = m_covered.end, .end = wanted.end}, m_mostRows); !added)
            return tl::make_unexpected(added.error());
        m_covered.end = wanted.end;
    }
    const std::int64_t room = m_mostRows - static_cast<std::int64_t>(m_slots.size());
    if (wanted.start >= m_covered.start || room <= 0)
        return {};
    const auto added = add({.start = wanted.start, .end = m_covered.start}, room);
    if (!added)
        return tl::make_unexpected(added.error());
    m_covered.start = wanted.start;
    if (*added == room && !m_slots.empty()) // the oldest may be one of several that began then
        m_covered.start = std::ranges::min(m_slots, {}, [](const Slot& slot) {
                              return slot.place.start;
                          }).place.start;
    return {};
}

// Lets go of what lies far outside, and of the oldest when there are too many.
void GenerationTableReader::trim(const telemetry::TimeRange& wanted)
{
    const telemetry::Duration margin = wanted.duration() / 4;
    telemetry::TimeRange kept =
        m_covered.intersected({.start = wanted.start - margin, .end = wanted.end + margin});
    const auto most = static_cast<std::size_t>(m_mostRows);
    if (m_slots.size() > most + most / 10) {
        std::vector<telemetry::Timestamp> starts;
        for (const Slot& slot : m_slots)
            starts.push_back(slot.place.start);
        const auto oldest = starts.begin() + static_cast<std::ptrdiff_t>(starts.size() - most);
        std::ranges::nth_element(starts, oldest);
        kept.start = std::max(kept.start, *oldest);
    }
    const auto outside = std::ranges::count_if(
        m_slots, [&](const Slot& s) { return !kept.contains(s.place.start); });
    if (outside == 0 || static_cast<std::size_t>(outside) < m_slots.size() / 10)
        return;
    m_covered = kept;
    remove([&](const Slot& slot) { return !kept.contains(slot.place.start); });
}

void GenerationTableReader::remove(const std::function<bool(const Slot&)>& isUnwanted)
{
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        if (!isUnwanted(m_slots[i]))
            kept.push_back(i);
    if (kept.size() == m_slots.size())
        return;
    m_store->keep(kept);
    std::vector<Slot> left;
    left.reserve(kept.size());
    m_byRow.clear();
    for (const std::size_t i : kept) {
        m_byRow.emplace(m_slots[i].place.row, left.size());
        left.push_back(m_slots[i]);
    }
    m_slots = std::move(left);
}

telemetry::Result<void> GenerationTableReader::fill(store::GenerationContexts& contexts,
                                                    std::chrono::steady_clock::time_point until,
                                                    const std::stop_token& stop)
{
    std::vector<store::GenerationPlace> unread;
    for (const Slot& slot : m_slots)
        if (slot.state == State::Unread)
            unread.push_back(slot.place);
    std::ranges::sort(unread, std::greater{}, &store::GenerationPlace::start);
    return contexts.forEach(
        unread, m_knownAt,
        [&](const store::GenerationPlace& place, const store::GenerationContext* context) {
            const std::size_t at = m_byRow.at(place.row);
            if (context == nullptr)
                m_slots[at].state = State::Absent;
            else
                take(at, *context, contexts);
            return !stop.stop_requested() && std::chrono::steady_clock::now() < until;
        });
}

void GenerationTableReader::take(std::size_t at, const store::GenerationContext& context,
                                 const store::GenerationContexts& contexts)
{
    Slot& slot = m_slots[at];
    const auto [service, isNew] = m_services.try_emplace(
        slot.place.service, static_cast<std::uint32_t>(m_serviceNames.size()));
    if (isNew)
        m_serviceNames.push_back(contexts.serviceName(slot.place.service));
    slot.state = State::Read;
    slot.row = {.key = {context.generation.trace, context.generation.span},
                .start = slot.place.start,
                .end = slot.place.end,
                .recorded = slot.place.recorded,
                .service = service->second,
                .person = GenerationAttributes::personOf(context)};
    if (context.suspicion)
        slot.row.suspicion = static_cast<float>(*context.suspicion);
    m_attributes->set(at, context);
}

// How many calls of its service ran when each began. Not known at the older end when there is more
// before it, nor of the newest: calls are told of when they have ended.
void GenerationTableReader::setLoads()
{
    std::map<std::int64_t,
             std::pair<std::vector<telemetry::Timestamp>,
                       std::vector<telemetry::Timestamp>>>
        calls; // begins and ends of each service's
    std::vector<telemetry::Duration> lengths;
    for (const Slot& slot : m_slots) {
        if (slot.state == State::Absent || slot.place.end <= slot.place.start)
            continue;
        auto& [begins, ends] = calls[slot.place.service];
        begins.push_back(slot.place.start);
        ends.push_back(slot.place.end);
        lengths.push_back(slot.place.end - slot.place.start);
    }
    if (lengths.empty())
        return;
    const auto high = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 95 / 100);
    std::ranges::nth_element(lengths, high);
    const bool isAllKnown = m_knownAt == telemetry::Timestamp::max();
    const telemetry::Timestamp last = isAllKnown ? m_knownAt : m_knownAt - *high - 3s;
    const bool isCut = static_cast<std::int64_t>(m_slots.size()) >= m_mostRows;
    const telemetry::Timestamp first =
        isCut ? m_covered.start + kLead : telemetry::Timestamp::min();
    for (auto& [service, times] : calls) {
        std::ranges::sort(times.first);
        std::ranges::sort(times.second);
    }
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const store::GenerationPlace& place = m_slots[i].place;
        const auto known = calls.find(place.service);
        if (m_slots[i].state != State::Read || place.start < first || place.start > last
            || place.end <= place.start || known == calls.end())
            continue;
        const auto& [begins, ends] = known->second;
        const auto begun = std::ranges::upper_bound(begins, place.start) - begins.begin();
        const auto ended = std::ranges::upper_bound(ends, place.start) - ends.begin();
        m_attributes->setLoad(i, static_cast<double>(begun - ended));
    }
}

std::shared_ptr<const GenerationTable>
GenerationTableReader::snapshot(const store::GenerationContexts& contexts,
                                const TableRequest& request)
{
    setLoads();
    auto table = std::make_shared<GenerationTable>();
    table->view = request.view;
    table->service = request.service;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].state == State::Absent
            || !request.view.range.contains(m_slots[i].place.start))
            continue;
        ++table->toRead;
        if (m_slots[i].state == State::Read)
            order.push_back(i);
    }
    std::ranges::sort(order, {}, [&](std::size_t i) {
        return std::pair(m_slots[i].place.start, m_slots[i].place.row);
    });
    table->inView = table->toRead;
    if (m_covered.start > clamped(request.view.range, {}).start)
        table->inView = contexts.count({.view = request.view, .service = request.service})
                            .value_or(table->toRead);
    for (const std::size_t i : order) {
        table->index.emplace(m_slots[i].row.key, table->rows.size());
        table->rows.push_back(m_slots[i].row);
    }
    table->services = m_serviceNames;
    AttributeStore::Columns columns = m_store->columns(order);
    table->attributes = std::move(columns.attributes);
    table->table = {.rows = order.size(), .columns = std::move(columns.columns)};
    for (std::size_t i = 0; i < table->attributes.size(); ++i)
        table->table.columns[i].stage = stageOf(table->attributes[i]);
    for (const GenerationRow& row : table->rows)
        table->table.clusters.push_back(clusterOf(row));
    table->numbers = std::move(columns.numbers);
    table->leftOut = std::move(columns.leftOut);
    return table;
}

telemetry::Result<std::shared_ptr<const GenerationTable>>
readTable(const store::Reader& reader, const TableRequest& request,
          const std::function<bool(std::int64_t, std::int64_t)>& progress, std::int64_t mostRows)
{
    GenerationTableReader table(mostRows);
    for (;;) {
        auto read = table.read(reader, request, 2s);
        if (!read || (*read)->isComplete())
            return read;
        if (progress && !progress(static_cast<std::int64_t>((*read)->rows.size()), (*read)->toRead))
            return telemetry::failure(telemetry::ErrorKind::Refused, "Stopped before the end.");
    }
}

} // namespace differences
