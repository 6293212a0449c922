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

// By which a read that runs, or waits for a thread, is told to end: nobody wants its answer any
// more. It fails then, and soon.
class ReadTicket
{
public:
    void stop(); // any thread
    bool isStopped() const;

private:
    friend class RecordingQueries;
    bool begin(const store::Reader& reader); // false: it was stopped before
    void end();

    mutable std::mutex m_mutex; // guards both
    const store::Reader* m_reader = nullptr; // while it reads
    bool m_isStopped = false;
};

// Runs reads of one recording on a small pool of threads, each with a connection of its own, and
// brings the results back to the GUI thread. The GUI thread never touches SQLite.
class RecordingQueries final : public QObject
{
    Q_OBJECT

public:
    explicit RecordingQueries(std::string path, QObject* parent = nullptr);
    ~RecordingQueries() override; // stops running reads and waits for them

    const std::string& path() const { return m_path; }

    // What a read is for.
    enum class Purpose
    {
        View, // of the time that is shown: whoever plays waits for it
        Search, // through much more, for seconds and longer: on a thread of its own, nobody waits
        Rerun, // what-if, which tells all of it again, for minutes: likewise, and no search waits
    };

    // GUI thread. Runs `read` on a pool thread and then `done` on the GUI thread, unless `context` has
    // been destroyed by then.
    template<class T>
    void run(QObject* context, std::function<telemetry::Result<T>(const store::Reader&)> read,
             std::function<void(telemetry::Result<T>)> done, Purpose purpose = Purpose::View,
             std::shared_ptr<ReadTicket> ticket = std::make_shared<ReadTicket>())
    {
        m_pending += purpose == Purpose::View ? 1 : 0;
        start(purpose, std::move(ticket),
              [this, purpose, guard = QPointer<QObject>(context), read = std::move(read),
               done = std::move(done)](const telemetry::Result<const store::Reader*>& reader) {
                  auto result = std::make_shared<telemetry::Result<T>>(
                      reader ? read(**reader)
                             : telemetry::Result<T>(tl::make_unexpected(reader.error())));
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
        return m_pool.activeThreadCount() == 0 && m_searches.activeThreadCount() == 0
            && m_reruns.activeThreadCount() == 0;
    }
    // Everything that was asked for of the time that is shown has been read and handed over. GUI
    // thread.
    bool isCaughtUp() const { return m_pending == 0; }
    // Blocks until nothing is running or waiting; for tests.
    void waitForIdle();

private:
    using Job = std::function<void(const telemetry::Result<const store::Reader*>&)>;
    QThreadPool& poolFor(Purpose purpose);
    void start(Purpose purpose, std::shared_ptr<ReadTicket> ticket, Job job);

    struct Connections;
    const std::string m_path;
    std::unique_ptr<Connections> m_connections;
    int m_pending = 0; // reads whose result has not been handed over; GUI thread
    QThreadPool m_pool;
    QThreadPool m_searches;
    QThreadPool m_reruns;
};

// What becomes of a read that runs when the next question is asked.
enum class Before
{
    Finishes, // as while the cursor moves by itself: its answer is shown meanwhile
    Stops, // as after a jump of the cursor: its answer is about somewhere else
};

// One read at a time for one view: while one is running, only the newest request waits; older ones
// are forgotten. Keeps a slow read from piling up behind a moving cursor. Of two reads in a row at
// most one is stopped, so that something is shown however fast the cursor jumps.
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
    LatestQuery(const LatestQuery&) = delete;
    LatestQuery& operator=(const LatestQuery&) = delete;
    ~LatestQuery()
    {
        if (m_state->ticket)
            m_state->ticket->stop();
    }

    void request(std::function<telemetry::Result<T>(const store::Reader&)> read,
                 std::function<void(telemetry::Result<T>)> done, Before before = Before::Finishes)
    {
        if (m_state->isRunning) {
            m_state->next = Request{std::move(read), std::move(done)};
            m_state->hasNext = true;
            if (before == Before::Stops && !m_state->wasStopped)
                m_state->ticket->stop();
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
        bool wasStopped = false; // the one before
        bool hasNext = false;
        Request next;
        std::shared_ptr<ReadTicket> ticket; // of the one that runs
    };

    static void launch(RecordingQueries& queries, QObject* context, const std::shared_ptr<State>& state,
                       Request request)
    {
        state->isRunning = true;
        state->ticket = std::make_shared<ReadTicket>();
        queries.run<T>(
            context, std::move(request.read),
            [&queries, context, state,
             done = std::move(request.done)](telemetry::Result<T> result) {
                state->isRunning = false;
                state->wasStopped = std::exchange(state->ticket, nullptr)->isStopped();
                if (!state->wasStopped)
                    done(std::move(result));
                // Whoever took the answer may have asked again: that is running by now.
                if (!state->isRunning && std::exchange(state->hasNext, false))
                    launch(queries, context, state, std::move(state->next));
            },
            state->purpose, state->ticket);
    }

    RecordingQueries& m_queries;
    QObject* m_context;
    std::shared_ptr<State> m_state;
};

} // namespace items
