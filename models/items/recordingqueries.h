// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace items {

// Runs reads of one recording on a small pool of threads, each with a connection of its own, and
// brings the results back to the GUI thread. The GUI thread never touches SQLite.
class RecordingQueries final : public QObject
{
    Q_OBJECT

public:
    explicit RecordingQueries(std::string path, QObject* parent = nullptr);
    ~RecordingQueries() override; // waits for running reads

    const std::string& path() const { return m_path; }

    // What a read is for.
    enum class Purpose
    {
        View, // of the time that is shown: whoever plays waits for it
        Search, // through much more, for seconds and longer: on a thread of its own, nobody waits
    };

    // GUI thread. Runs `read` on a pool thread and then `done` on the GUI thread, unless `context` has
    // been destroyed by then.
    template<class T>
    void run(QObject* context, std::function<telemetry::Result<T>(const store::Reader&)> read,
             std::function<void(telemetry::Result<T>)> done, Purpose purpose = Purpose::View)
    {
        m_pending += purpose == Purpose::View ? 1 : 0;
        start(purpose, [this, purpose, guard = QPointer<QObject>(context), read = std::move(read),
               done = std::move(done)](const telemetry::Result<const store::Reader*>& reader) {
            auto result = std::make_shared<telemetry::Result<T>>(
                reader ? read(**reader) : telemetry::Result<T>(tl::make_unexpected(reader.error())));
            QMetaObject::invokeMethod(
                this,
                [this, purpose, guard, done, result] {
                    if (guard)
                        done(std::move(*result)); // which may ask for more
                    m_pending -= purpose == Purpose::View ? 1 : 0;
                },
                Qt::QueuedConnection);
        });
    }

    // Nothing is being read; for pictures.
    bool isIdle() const
    {
        return m_pool.activeThreadCount() == 0 && m_searches.activeThreadCount() == 0;
    }
    // Everything that was asked for has been read and handed over, but for searches. GUI thread.
    bool isCaughtUp() const { return m_pending == 0; }
    // Blocks until nothing is running or waiting; for tests.
    void waitForIdle();

private:
    using Job = std::function<void(const telemetry::Result<const store::Reader*>&)>;
    void start(Purpose purpose, Job job);

    struct Connections;
    const std::string m_path;
    std::unique_ptr<Connections> m_connections;
    int m_pending = 0; // reads whose result has not been handed over; GUI thread
    QThreadPool m_pool;
    QThreadPool m_searches;
};

// One read at a time for one view: while one is running, only the newest request waits; older ones
// are forgotten. Keeps a slow read from piling up behind a moving cursor.
template<class T>
class LatestQuery
{
public:
    LatestQuery(RecordingQueries& queries, QObject* context,
                RecordingQueries::Purpose purpose = RecordingQueries::Purpose::View)
        : m_queries(queries)
        , m_context(context)
        , m_state(std::make_shared<State>())
    {
        m_state->purpose = purpose;
    }

    void request(std::function<telemetry::Result<T>(const store::Reader&)> read,
                 std::function<void(telemetry::Result<T>)> done)
    {
        if (m_state->isRunning) {
            m_state->next = Request{std::move(read), std::move(done)};
            m_state->hasNext = true;
            return;
        }
        m_state->hasNext = false; // asked before this one, by whoever takes an answer
        launch(m_queries, m_context, m_state, Request{std::move(read), std::move(done)});
    }

private:
    struct Request
    {
        std::function<telemetry::Result<T>(const store::Reader&)> read;
        std::function<void(telemetry::Result<T>)> done;
    };
    struct State // GUI thread only
    {
        RecordingQueries::Purpose purpose = RecordingQueries::Purpose::View;
        bool isRunning = false;
        bool hasNext = false;
        Request next;
    };

    static void launch(RecordingQueries& queries, QObject* context, const std::shared_ptr<State>& state,
                       Request request)
    {
        state->isRunning = true;
        queries.run<T>(context, std::move(request.read),
                       [&queries, context, state, done = std::move(request.done)](telemetry::Result<T> result) {
                           state->isRunning = false;
                           done(std::move(result));
                           // Whoever took the answer may have asked again: that is running by now.
                           if (!state->isRunning && std::exchange(state->hasNext, false))
                               launch(queries, context, state, std::move(state->next));
                       },
                       state->purpose);
    }

    RecordingQueries& m_queries;
    QObject* m_context;
    std::shared_ptr<State> m_state;
};

} // namespace items
