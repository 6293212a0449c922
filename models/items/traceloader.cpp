// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/traceloader.h"

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

} // namespace

// One query has it at a time.
struct TraceLoader::Load
{
    store::TraceScan scan;
    std::shared_ptr<const trace::SpanTree> tree; // of its rows, and of calls concluded from them
    store::TraceStamp stamp;
    bool isHandedOver = false; // whole
    std::atomic<bool> isDropped = false; // another one is open: nobody waits for it

    // Rows live in the tree; the scan wants them back before it reads on.
    void putBack()
    {
        if (!tree)
            return;
        const auto& rows = tree->spans();
        scan.put({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(scan.count())});
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
    m_isReading = false;
    request(view);
}

void TraceLoader::refresh(const store::View& view)
{
    if (!m_load)
        return;
    if (!m_isReading) {
        request(view);
        return;
    }
    m_wanted = view;
    m_isAskedAgain = true;
}

void TraceLoader::request(const store::View& view)
{
    m_wanted = view;
    m_isReading = true;
    m_isAskedAgain = false;
    m_query.request(
        [load = m_load, view](const store::Reader& reader) { return read(*load, reader, view); },
        [this, load = m_load](telemetry::Result<Answer> answer) {
            if (load == m_load)
                take(std::move(answer));
        });
}

void TraceLoader::take(telemetry::Result<Answer> answer)
{
    m_isReading = false;
    const std::shared_ptr<Load> load = m_load;
    const bool isPart = answer && *answer && !(*answer)->isWhole;
    if (!answer) {
        // How far it came is not known: the next time it is read anew.
        load->scan = store::TraceScan(load->scan.trace(), m_wanted);
        load->tree.reset();
        load->isHandedOver = false;
    }
    if (!answer)
        emit failed(QString::fromStdString(telemetry::visibleLine(answer.error().message)));
    else if (*answer)
        emit loaded(**answer);
    // Whoever took it may have opened another one.
    if (load == m_load && !m_isReading && (isPart || m_isAskedAgain))
        request(m_wanted);
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
        TraceSnapshot part = partOfTrace(load.scan.trace(), load.scan.take());
        part.total = load.scan.total();
        load.tree = part.tree;
        return part;
    }
    const auto stamp = load.scan.stamp(reader, load.scan.view());
    if (!stamp)
        return tl::make_unexpected(stamp.error());
    auto calls = load.scan.inferredCalls(reader);
    if (!calls)
        return tl::make_unexpected(calls.error());
    std::vector<store::SpanRow> rows = load.scan.take();
    std::move(calls->begin(), calls->end(), std::back_inserter(rows));
    TraceSnapshot whole = partOfTrace(load.scan.trace(), std::move(rows));
    load.tree = whole.tree;
    load.stamp = *stamp;
    // What came since it was read counts as news.
    load.stamp.spans = static_cast<std::int64_t>(load.scan.count());
    whole.stamp = load.stamp;
    whole.isWhole = true;
    if (const auto told = tellVerdicts(whole, reader, load.scan.view()); !told)
        return tl::make_unexpected(told.error());
    load.isHandedOver = true;
    return whole;
}

telemetry::Result<TraceLoader::Answer>
TraceLoader::readNews(Load& load, const store::Reader& reader, const store::View& view)
{
    const auto stamp = load.scan.stamp(reader, view);
    if (!stamp)
        return tl::make_unexpected(stamp.error());
    if (*stamp == load.stamp)
        return Answer();
    load.putBack();
    const auto change = load.scan.update(reader, view);
    if (!change)
        return tl::make_unexpected(change.error());
    load.tree.reset(); // its rows are in the scan, and newer
    if (*change == store::TraceChange::Restarted)
        load.isHandedOver = false;
    return readPart(load, reader);
}

} // namespace items
