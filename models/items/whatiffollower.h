// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/replay/whatif.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>

namespace items {

// Asks in the background what would have been with other settings. Reads only. GUI thread.
class WhatIfFollower final : public QObject
{
    Q_OBJECT

public:
    explicit WhatIfFollower(RecordingQueries& queries, QObject* parent = nullptr);
    ~WhatIfFollower() override; // stops what is running

    // Replaces the question before, which is stopped; its answer stays until there is another.
    void ask(replay::WhatIfQuestion question);
    void stop(); // what is asked; the answer before stays
    void forget(); // stops, and there is no answer

    bool isRunning() const { return m_run != nullptr; }
    double progress() const; // 0..1, of what is running
    const std::shared_ptr<const replay::WhatIf>& answer() const { return m_answer; } // may be null

signals:
    void changed(); // the answer, or that one is looked for
    void progressed(double share);
    void failed(const QString& reason); // plain text

private:
    struct Run;
    using Answer = std::shared_ptr<const replay::WhatIf>;
    void take(const telemetry::Result<Answer>& result);

    RecordingQueries& m_queries;
    QTimer m_timer;
    std::shared_ptr<Run> m_run;
    Answer m_answer;
};

} // namespace items
