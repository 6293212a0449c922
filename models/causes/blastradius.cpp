// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/blastradius.h"

#include "models/causes/caserows.h"
#include "models/causes/casetraces.h"
#include "models/causes/casewords.h"
#include "models/causes/wording.h"
#include "models/store/reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace causes {

namespace {

// No convention names the tenant; these are what services write, on any span of the request.
constexpr std::array<std::string_view, 10> kTenantNames{
    "tenant.id",       "tenant",      "app.tenant.id", "tenant_id",  "tenant.name",
    "organization.id", "customer.id", "account.id",    "app.tenant", "saas.tenant.id"};

std::string tenantIn(const std::vector<std::pair<std::string, std::string>>& attributes)
{
    for (const std::string_view name : kTenantNames) {
        const auto found = std::ranges::find(attributes, name, [](const auto& attribute) {
            return std::string_view(attribute.first);
        });
        if (found != attributes.end() && !found->second.empty())
            return found->second;
    }
    return {};
}

bool isOf(const CaseAnswer& row, const Reached& reached)
{
    return !reached.trait || row.trait(*reached.trait) == reached.value;
}

// What stands on steps, not on the answer itself.
bool needsSteps(const Reached& reached)
{
    return reached.trait == Trait::Index;
}

std::vector<BlastRadius::Part> sorted(const std::map<std::string, std::int64_t>& counts)
{
    std::vector<BlastRadius::Part> parts(counts.begin(), counts.end());
    std::ranges::stable_sort(parts, std::greater<>(), &BlastRadius::Part::second);
    return parts;
}

// What is kept of a span: of many thousand traces, so it is little.
struct TraceSpan
{
    telemetry::SpanId span;
    telemetry::SpanId parent;
    telemetry::Timestamp start;
    const std::string* service;
};

// Those above it in its trace were waiting for the answer; those that began after it may use it.
void addServices(const std::vector<TraceSpan>& spans, const CaseAnswer& answer,
                 std::map<std::string, std::int64_t>& services)
{
    std::map<telemetry::SpanId, const TraceSpan*> byId;
    for (const TraceSpan& span : spans)
        byId.emplace(span.span, &span);
    std::unordered_set<std::string> found;
    telemetry::SpanId above = answer.parent;
    for (std::size_t depth = 0; depth < spans.size(); ++depth) {
        const auto parent = byId.find(above);
        if (parent == byId.end())
            break;
        found.insert(*parent->second->service);
        above = parent->second->parent;
    }
    for (const TraceSpan& span : spans) {
        if (span.start >= answer.end)
            found.insert(*span.service);
    }
    found.erase(answer.service);
    for (const std::string& service : found)
        ++services[service];
}

// What the traces of answers tell besides: read once, whoever asks.
class TraceBook
{
public:
    struct Told
    {
        std::vector<TraceSpan> spans;
        std::string tenant;
    };

    TraceBook(const store::Reader& reader, const store::View& view)
        : m_reader(reader)
        , m_view(view)
    {
    }

    // Valid until the next is asked for.
    telemetry::Result<const Told*> of(const CaseAnswer& row)
    {
        const auto known = m_told.find(row.key.trace);
        if (known != m_told.end())
            return &known->second;
        auto spans = m_reader.trace(row.key.trace, m_view);
        if (!spans)
            return tl::make_unexpected(spans.error());
        auto tenant = tenantOf(row, *spans);
        if (!tenant)
            return tl::make_unexpected(tenant.error());
        Told told{.spans = {}, .tenant = std::move(*tenant)};
        told.spans.reserve(spans->size());
        for (store::SpanRow& span : *spans)
            told.spans.push_back({.span = span.span,
                                  .parent = span.parent,
                                  .start = span.start,
                                  .service = &*m_services.insert(std::move(span.service)).first});
        if (m_told.size() >= kMostKept) {
            m_latest = std::move(told);
            return &m_latest;
        }
        return &m_told.emplace(row.key.trace, std::move(told)).first->second;
    }

private:
    // On the answer itself, else on what its trace begins with.
    telemetry::Result<std::string> tenantOf(const CaseAnswer& row,
                                            const std::vector<store::SpanRow>& spans) const
    {
        for (const telemetry::SpanId id :
             {row.key.span, spans.empty() ? telemetry::SpanId::None : spans.front().span}) {
            const auto attributes =
                m_reader.attributes({.trace = row.key.trace, .span = id}, m_view);
            if (!attributes)
                return tl::make_unexpected(attributes.error());
            if (std::string tenant = tenantIn(*attributes); !tenant.empty())
                return tenant;
        }
        return std::string();
    }

    const store::Reader& m_reader;
    const store::View& m_view;
    std::set<std::string> m_services; // their names, which spans point at
    static constexpr std::size_t kMostKept = 2'000; // tens of megabytes, where traces are long
    std::unordered_map<telemetry::TraceId, Told> m_told;
    Told m_latest; // of those that are not kept
};

// The answers of one service, the newest first, and whom some of them reach.
class Counting
{
public:
    Counting(const store::Reader& reader, const store::View& view, std::string service,
             std::int64_t mostTraces)
        : m_reader(reader)
        , m_view(view)
        , m_service(std::move(service))
        , m_mostTraces(mostTraces)
        , m_book(reader, view)
    {
    }

    telemetry::Result<void> read(telemetry::Timestamp since, bool hasSteps)
    {
        CaseTraces traces;
        if (const auto read = readAnswers(traces, since, hasSteps); !read)
            return read;
        std::ranges::sort(m_rows, std::greater<>(), &CaseAnswer::start);
        traces.moveJudgesCallsOut(m_rows);
        traces.fill(m_rows);
        return {};
    }

    telemetry::Result<BlastRadius> count(const Reached& reached)
    {
        BlastRadius radius;
        radius.isCut = m_isCut;
        std::vector<const CaseAnswer*> rows;
        for (const CaseAnswer& row : m_rows) {
            if (isOf(row, reached))
                rows.push_back(&row);
        }
        countPeople(rows, reached, radius);
        if (const auto counted = countExactly(reached, radius); !counted)
            return tl::make_unexpected(counted.error());
        if (const auto read = countTraces(rows, reached, radius); !read)
            return tl::make_unexpected(read.error());
        return radius;
    }

private:
    telemetry::Timestamp recentFrom() const { return m_view.range.end - kRecently; }

    telemetry::Result<void> readAnswers(CaseTraces& traces, telemetry::Timestamp since,
                                        bool hasSteps)
    {
        store::View view = m_view;
        view.range.start = std::min(since, recentFrom());
        std::int64_t count = 0;
        const auto read =
            m_reader.forEachGeneration(view,
                                       {.service = m_service,
                                        .model = {},
                                        .trace = {},
                                        .limit = kMostReached,
                                        .newestFirst = true},
                                       [&](const telemetry::Generation& generation) {
                                           ++count;
                                           if (telemetry::canHaveAnswer(generation))
                                               m_rows.push_back(caseAnswer(generation));
                                           return true;
                                       });
        if (!read)
            return read;
        m_isCut = count >= kMostReached;
        if (m_rows.empty() || !hasSteps)
            return {};
        view.range.start = m_rows.back().start - std::chrono::minutes(1);
        return traces.read(m_reader, view, {});
    }

    void countPeople(const std::vector<const CaseAnswer*>& rows, const Reached& reached,
                     BlastRadius& radius) const
    {
        std::unordered_set<std::string> people;
        std::unordered_set<telemetry::TraceId> traces;
        for (const CaseAnswer* row : rows) {
            radius.recent += row->start >= recentFrom() ? 1 : 0;
            if (row->start < reached.since)
                continue;
            ++radius.since;
            radius.from = row->start;
            traces.insert(row->key.trace);
            if (!row->user.empty())
                people.insert("u" + row->user);
            else if (!row->session.empty())
                people.insert("s" + row->session);
            else
                ++radius.anonymous;
        }
        radius.users = static_cast<std::int64_t>(people.size());
        radius.allTraces = static_cast<std::int64_t>(traces.size());
        radius.areAnswersCut = m_isCut;
    }

    // By the index, however many there are; judges' own calls left out.
    telemetry::Result<void> countExactly(const Reached& reached, BlastRadius& radius) const
    {
        if (reached.trait && reached.trait != Trait::Model)
            return {};
        const auto count = [&](telemetry::Timestamp from) -> telemetry::Result<std::int64_t> {
            const store::View view{.range = {.start = from, .end = m_view.range.end},
                                   .knownAt = m_view.knownAt};
            const auto points = m_reader.volume(view, m_service, std::chrono::hours(1));
            if (!points)
                return tl::make_unexpected(points.error());
            std::int64_t answers = 0;
            for (const auto& point : *points)
                answers += !reached.trait || point.model == reached.value ? point.count : 0;
            return answers;
        };
        const auto recent = count(recentFrom());
        const auto since = count(reached.since);
        if (!recent || !since)
            return tl::make_unexpected(recent ? since.error() : recent.error());
        radius.recent = *recent;
        radius.since = *since;
        radius.areAnswersCut = false;
        return {};
    }

    telemetry::Result<void> countTraces(const std::vector<const CaseAnswer*>& rows,
                                        const Reached& reached, BlastRadius& radius)
    {
        std::map<std::string, std::int64_t> tenants;
        std::map<std::string, std::int64_t> services;
        std::unordered_set<telemetry::TraceId> seen;
        for (const CaseAnswer* row : rows) {
            if (row->start < reached.since || !seen.insert(row->key.trace).second)
                continue;
            if (radius.traces >= m_mostTraces)
                break;
            ++radius.traces;
            const auto told = m_book.of(*row);
            if (!told)
                return tl::make_unexpected(told.error());
            addServices((*told)->spans, *row, services);
            if (!(*told)->tenant.empty())
                ++tenants[(*told)->tenant];
        }
        radius.tenants = sorted(tenants);
        radius.downstream = sorted(services);
        return {};
    }

    const store::Reader& m_reader;
    const store::View& m_view;
    std::string m_service;
    const std::int64_t m_mostTraces;
    TraceBook m_book;
    std::vector<CaseAnswer> m_rows; // the newest first, once read
    bool m_isCut = false;
};

// The first of them by name.
std::string tenantsText(const std::vector<BlastRadius::Part>& tenants)
{
    constexpr std::size_t kNamed = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamed, tenants.size()); ++i)
        text += (i > 0 ? ", " : "") + tenants[i].first;
    return tenants.size() > kNamed ? filled(translate("causes", "%1 and %2 more"),
                                            {text, std::to_string(tenants.size() - kNamed)})
                                   : text;
}

// "12", "at least 12".
std::string leastText(std::int64_t count, bool isCut)
{
    return isCut ? filled(translate("causes", "at least %1"), {grouped(count)}) : grouped(count);
}

// "to 12 users of 2 tenants (a, b)".
std::string whomText(const BlastRadius& radius)
{
    const std::string users = leastText(radius.users, radius.isCut);
    const std::string whom = radius.users == 0 ? translate("causes", "to whom is not told")
        : radius.users == 1                    ? filled(translate("causes", "to %1 user"), {users})
                            : filled(translate("causes", "to %1 users"), {users});
    if (radius.tenants.empty())
        return whom;
    const auto count = static_cast<std::int64_t>(radius.tenants.size());
    return filled(count == 1 ? translate("causes", "%1 of %2 tenant (%3)")
                             : translate("causes", "%1 of %2 tenants (%3)"),
                  {whom, leastText(count, radius.areTracesCut()), tenantsText(radius.tenants)});
}

} // namespace

telemetry::Result<BlastRadius> blastRadius(const store::Reader& reader, const store::View& view,
                                           const Reached& reached)
{
    auto radii = blastRadii(reader, view, {reached});
    if (!radii)
        return tl::make_unexpected(radii.error());
    return std::move(radii->front());
}

telemetry::Result<std::vector<BlastRadius>> blastRadii(const store::Reader& reader,
                                                       const store::View& view,
                                                       const std::vector<Reached>& reached,
                                                       std::int64_t mostTraces)
{
    std::map<std::string, std::unique_ptr<Counting>> byService;
    std::vector<BlastRadius> radii;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const auto same = std::ranges::find(reached, reached[i]);
        if (const auto place = static_cast<std::size_t>(same - reached.begin()); place < i) {
            radii.push_back(radii[place]);
            continue;
        }
        std::unique_ptr<Counting>& counting = byService[reached[i].service];
        if (!counting) {
            counting = std::make_unique<Counting>(reader, view, reached[i].service, mostTraces);
            telemetry::Timestamp since = reached[i].since;
            bool hasSteps = false;
            for (const Reached& other : reached) {
                if (other.service != reached[i].service)
                    continue;
                since = std::min(since, other.since);
                hasSteps = hasSteps || needsSteps(other);
            }
            if (const auto read = counting->read(since, hasSteps); !read)
                return tl::make_unexpected(read.error());
        }
        auto radius = counting->count(reached[i]);
        if (!radius)
            return tl::make_unexpected(radius.error());
        radii.push_back(std::move(*radius));
    }
    return radii;
}

std::string reachText(const BlastRadius& radius)
{
    const std::string people = peopleText(radius);
    return filled(radius.recent == 1
                      ? translate("causes", "%1 answer in the last 15 min, %2 since the onset")
                      : translate("causes", "%1 answers in the last 15 min, %2 since the onset"),
                  {leastText(radius.recent, radius.areAnswersCut),
                   leastText(radius.since, radius.areAnswersCut)})
        + (people.empty() ? "" : "; ") + people;
}

std::string peopleText(const BlastRadius& radius)
{
    if (radius.since == 0)
        return {};
    std::string services;
    for (const auto& [service, count] : radius.downstream)
        services += (services.empty() ? "" : ", ") + service;
    // A trace ends where somebody keeps what was said and says it again: no fact about others.
    std::string text = whomText(radius);
    text += services.empty()
        ? translate("causes", "; no other service takes them on in their own traces")
        : filled(translate("causes", "; in their own traces taken on by %1"), {services});
    if (services.empty() && radius.areTracesCut())
        text += filled(translate("causes", " (looked through: the newest %1)"),
                       {grouped(radius.traces)});
    return text
        + translate("causes", "; where their words went is not known from here: Spread tells");
}

} // namespace causes
