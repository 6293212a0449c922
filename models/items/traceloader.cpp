// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/traceloader.h"

#include "models/items/spantreemodel.h"
#include "models/store/tracescan.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>
#include <vector>

namespace items {

namespace {

// Each part makes trees of all that is there: few, large parts are quicker as a whole.
constexpr std::size_t kGrowth = 5;

// Behind the first `count` come these, and no more.
bool endsWith(const std::vector<store::SpanRow>& rows, std::size_t count,
              const std::vector<store::SpanRow>& end)
{
    return rows.size() == count + end.size()
        && std::equal(end.begin(), end.end(), rows.begin() + static_cast<std::ptrdiff_t>(count));
}

} // namespace

// One query has it at a time.
struct TraceLoader::Load
{
    store::TraceScan scan;
    // Last handed over: of the rows of the scan, and of calls concluded from them. Null: the rows
    // are in the scan.
    std::shared_ptr<const TraceSnapshot> shown;
    store::TraceStamp stamp;
    bool isHandedOver = false; // whole
    std::atomic<bool> isDropped = false; // another one is open: nobody waits for it

    // Rows live in the tree; the scan wants them back before it reads on.
    void putBack()
    {
        if (!shown)
            return;
        const auto& rows = shown->tree->spans();
        scan.put({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(scan.count())});
        shown.reset();
    }
};

TraceLoader::TraceLoader(RecordingQueries& queries, QObject* parent)
    : QObject(parent)
    , m_query(queries, this)
{
}

void TraceLoader::open(const telemetry::TraceId& trace, const store::View& view)
{
    if (m_load)
        m_load->isDropped = true;
    m_load = std::make_shared<Load>();
    m_load->scan = store::TraceScan(trace, view);
    m_wanted = view;
    m_isAskedAgain = false;
    request();
}

void TraceLoader::refresh(const store::View& view)
{
    if (!m_load)
        return;
    m_wanted = view;
    m_isAskedAgain = true;
    if (m_isReading)
        return;
    if (!m_load->scan.isBegun()) { // after an error
        m_load->scan = store::TraceScan(m_load->scan.trace(), view);
        m_isAskedAgain = false;
    }
    request();
}

void TraceLoader::request()
{
    m_isReading = true;
    // Parts are of the view that they began with.
    if (m_load->isHandedOver)
        m_isAskedAgain = false;
    m_query.request([load = m_load, view = m_wanted](
                        const store::Reader& reader) { return read(*load, reader, view); },
                    [this, load = m_load](telemetry::Result<Answer> answer) {
                        if (load == m_load)
                            take(std::move(answer));
                    });
}

void TraceLoader::take(telemetry::Result<Answer> answer)
{
    m_isReading = false;
    const std::shared_ptr<Load> load = m_load;
    const bool isMore = m_isAskedAgain || (answer && !load->isHandedOver);
    if (!answer) {
        // How far it came is not known: the next time it is read anew.
        load->scan = store::TraceScan(load->scan.trace(), m_wanted);
        load->shown.reset();
        load->isHandedOver = false;
        m_isAskedAgain = false; // it is read at what was wanted last
        emit failed(QString::fromStdString(telemetry::visibleLine(answer.error().message)));
    } else if (*answer) {
        emit loaded(*answer);
    }
    // Whoever took it may have opened another one.
    if (load == m_load && !m_isReading && isMore)
        request();
}

telemetry::Result<TraceLoader::Answer> TraceLoader::read(Load& load, const store::Reader& reader,
                                                         const store::View& view)
{
    return load.isHandedOver ? readNews(load, reader, view) : readPart(load, reader);
}

telemetry::Result<TraceLoader::Answer> TraceLoader::readPart(Load& load,
                                                             const store::Reader& reader)
{
    load.putBack();
    const std::size_t enough = std::max(kGrowth * load.scan.count(), kFirstPart);
    do {
        if (const auto done = load.scan.readOn(reader, kFirstPart); !done)
            return tl::make_unexpected(done.error());
        if (load.isDropped)
            return Answer();
    } while (!load.scan.isWhole() && load.scan.count() < enough);
    if (!load.scan.isWhole()) {
        TraceSnapshot part = partOfTrace(load.scan.trace(), load.scan.take(), load.scan.view());
        part.total = load.scan.total();
        load.shown = sharedSnapshot(std::move(part));
        return load.shown;
    }
    // What was committed while its parts were read. The stamp first: what comes after it is news.
    const store::View view = load.scan.view();
    const auto stamp = load.scan.stamp(reader, view);
    if (!stamp)
        return tl::make_unexpected(stamp.error());
    const auto change = load.scan.update(reader, view);
    if (!change)
        return tl::make_unexpected(change.error());
    if (*change == store::TraceChange::Restarted)
        return Answer(); // some of it went: it is read from the first row on
    return handOver(load, reader, *stamp, nullptr, false);
}

telemetry::Result<TraceLoader::Answer>
TraceLoader::readNews(Load& load, const store::Reader& reader, const store::View& view)
{
    const auto stamp = load.scan.stamp(reader, view);
    if (!stamp)
        return tl::make_unexpected(stamp.error());
    if (*stamp == load.stamp)
        return Answer();
    const std::shared_ptr<const TraceSnapshot> last = load.shown;
    load.putBack();
    const auto change = load.scan.update(reader, view);
    if (!change)
        return tl::make_unexpected(change.error());
    if (*change == store::TraceChange::Restarted) {
        load.isHandedOver = false;
        return readPart(load, reader);
    }
    const bool isSame = *change == store::TraceChange::None;
    return handOver(load, reader, *stamp, last.get(), isSame);
}

// All rows are in the scan. Takes them out, into what is told of them. `last`: what was handed over
// before; `areRowsSame`: with the same rows.
telemetry::Result<TraceLoader::Answer>
TraceLoader::handOver(Load& load, const store::Reader& reader, const store::TraceStamp& stamp,
                      const TraceSnapshot* last, bool areRowsSame)
{
    auto calls = load.scan.inferredCalls(reader);
    if (!calls)
        return tl::make_unexpected(calls.error());
    std::vector<store::SpanRow> rows = load.scan.take();
    TraceSnapshot whole;
    if (last != nullptr && areRowsSame && endsWith(last->tree->spans(), rows.size(), *calls)) {
        // Who shows the tree sees that it is the same one.
        whole.id = last->id;
        whole.view = load.scan.view();
        whole.total = last->total;
        whole.tree = last->tree;
        whole.flame = last->flame;
        whole.facts = last->facts;
    } else {
        std::move(calls->begin(), calls->end(), std::back_inserter(rows));
        whole = partOfTrace(load.scan.trace(), std::move(rows), load.scan.view());
        if (last != nullptr && isSameStructure(*last->tree, *whole.tree))
            whole.sameStructure = last->tree;
    }
    whole.stamp = stamp;
    whole.isWhole = true;
    if (const auto told = tellVerdicts(whole, reader, load.scan.view()); !told)
        return tl::make_unexpected(told.error());
    load.stamp = stamp;
    load.isHandedOver = true;
    load.shown = sharedSnapshot(std::move(whole));
    return load.shown;
}

} // namespace items
