// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/spread/spread.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>

namespace items {

// Looks for one statement in the background, and goes on looking in what comes while it is watched.
// What is known at the conductor's cursor is all that counts. GUI thread.
class SpreadFollower final : public QObject
{
    Q_OBJECT

public:
    SpreadFollower(RecordingQueries& queries, const TimeConductor& conductor,
                   QObject* parent = nullptr);
    ~SpreadFollower() override; // stops what is running

    // Replaces the question before, which is stopped. An empty text: what the suspect's answer says
    // wrongly. `isEverywhereWanted` as in SpreadQuestion.
    void ask(const std::optional<telemetry::SpanKey>& suspect, const std::string& text,
             bool isEverywhereWanted = false);
    void askEverywhere(); // the same question once more, with that
    void stop(); // what was found so far is dropped; asking again begins anew
    void setActive(bool active); // nothing is looked for while nobody looks

    bool isAsked() const { return m_isAsked; }
    bool isRunning() const { return m_isRunning; }
    const std::optional<telemetry::SpanKey>& suspect() const { return m_suspect; }
    const std::shared_ptr<const spread::Spread>& spread() const { return m_spread; } // may be null

signals:
    void changed(); // what is found, or that it is being looked for
    void failed(const QString& reason); // plain text

private:
    struct Search;
    void look();
    void take(const telemetry::Result<std::shared_ptr<const spread::Spread>>& result);

    RecordingQueries& m_queries;
    const TimeConductor& m_conductor;
    RefreshPacer m_pacer;
    std::shared_ptr<Search> m_search;
    std::shared_ptr<const spread::Spread> m_spread;
    std::optional<telemetry::SpanKey> m_suspect;
    std::string m_text;
    bool m_isAsked = false;
    bool m_isRunning = false;
    bool m_isDue = false; // while one is running
};

} // namespace items
