// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/triage/suspectspage.h"

#include <QObject>
#include <QString>

#include <memory>

class QListView;
class QPlainTextEdit;
class QPushButton;

namespace pagetest {

// The suspects page in a live session on the small incident, shown, with its worst suspect read.
class SuspectsTest : public QObject
{
protected:
    void setUp();
    void tearDown();
    void waitForReading() const;
    bool says(const QString& words) const;
    // The visible button that begins like this; null when there is none.
    QPushButton* buttonLike(const QString& text) const;
    QListView* list() const;
    QPlainTextEdit* output() const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<FakeEntryPort> m_port;
    std::unique_ptr<triage::SuspectsPage> m_page;
};

} // namespace pagetest
