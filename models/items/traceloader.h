// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/tracesnapshot.h"

#include <QObject>

#include <memory>

namespace items {

// Reads one trace on the pool and hands it over in parts, so that the first of a large one are seen
// at once: kFirstPart spans, then five times as many. Once it is whole it is read on
// where something came, and nothing is said where nothing did. GUI thread.
class TraceLoader final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t kFirstPart = 20'000;

    explicit TraceLoader(RecordingQueries& queries, QObject* parent = nullptr);

    // Another trace, or the same anew: what is being read of the one before is dropped.
    void open(const telemetry::TraceId& trace, const store::View& view);
    // Of the open trace, as known at `view`: what differs from what was handed over last. While
    // parts are still to come they come first, as known at the view that they began with; after
    // them what differs from them at the view that was asked for last.
    void refresh(const store::View& view);

signals:
    // At least once after open(); of the open trace only.
    void loaded(const std::shared_ptr<const items::TraceSnapshot>& snapshot); // not null
    void failed(const QString& problem); // safe for one line

private:
    struct Load;
    using Answer = std::shared_ptr<const TraceSnapshot>; // null: nothing to be handed over

    static telemetry::Result<Answer> read(Load& load, const store::Reader& reader,
                                          const store::View& view);
    static telemetry::Result<Answer> readPart(Load& load, const store::Reader& reader);
    static telemetry::Result<Answer> readNews(Load& load, const store::Reader& reader,
                                              const store::View& view);
    static telemetry::Result<Answer> handOver(Load& load, const store::Reader& reader,
                                              const store::TraceStamp& stamp,
                                              const TraceSnapshot* last, bool areRowsSame);
    void request();
    void take(telemetry::Result<Answer> answer);

    LatestQuery<Answer> m_query;
    std::shared_ptr<Load> m_load; // of the open trace; the pool's while a query runs
    store::View m_wanted; // as known when it was asked for last
    bool m_isReading = false; // a query of m_load is on its way
    bool m_isAskedAgain = false; // for m_wanted, since what is being read was asked for
};

} // namespace items
