// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/incident/incidentrecord.h"
#include "models/items/incidentfollower.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/incident/curationform.h"
#include "widgets/incident/incidentdesk.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/momentstrip.h"

#include <QListView>
#include <QPushButton>
#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace pagetest {

// Writes into the recording, as the window's does, and answers later.
class WritingPort final : public incident::EntryPort
{
public:
    explicit WritingPort(const Recording& recording)
        : m_recording(recording)
    {
    }
    std::string actor() const override { return "ada"; }
    void append(const telemetry::TimelineEntry& entry) override { appendFor(actor(), entry); }
    void appendFor(const std::string& who, const telemetry::TimelineEntry& entry) override
    {
        telemetry::TimelineEntry written = entry;
        written.actor = who;
        written.recorded = at(59);
        entries.push_back(written);
        QTimer::singleShot(0, this, [this, written] {
            if (isFailing) {
                emit failed(QStringLiteral("The disk is full."), written);
                return;
            }
            m_recording.append(written);
            emit appended(written);
        });
    }
    std::vector<telemetry::TimelineEntry> entries;
    bool isFailing = false;

private:
    const Recording& m_recording;
};

// Open since at(5), of code-assistant.
telemetry::AlarmTransition incidentAlarm(const char* id, const char* group);

// The incident page on a recording that is written while it is looked at.
class IncidentFixture
{
public:
    IncidentFixture();
    ~IncidentFixture();

    void makePage(bool hasDesk);
    void openOne(const char* title = "APIs that do not exist"); // since at(5)
    std::vector<incident::Incident> read() const;
    QPushButton* button(const QString& text) const; // that is visible; null: none
    QListView* list() const { return page->findChild<QListView*>(); }
    incident::CurationForm* form() const { return page->findChild<incident::CurationForm*>(); }
    void fill(const QStringList& answers) const; // and confirms
    QString texts() const;
    incident::MomentCell* cell(incident::MomentKind kind) const;
    int rowOf(const QString& text) const; // -1: none
    void choose(const QString& text) const; // in the list
    bool isShown(const char* id) const { return page->shownIncident() == id; }

    Recording recording;
    ManualClock clock;
    ManualClock deskClock; // behind: what is written is in view
    std::unique_ptr<items::RecordingQueries> queries;
    std::unique_ptr<items::TimeConductor> conductor;
    common::Theme theme{QStringLiteral("dark")};
    WritingPort port{recording};
    std::unique_ptr<items::IncidentsFollower> incidents;
    std::unique_ptr<incident::IncidentDesk> desk;
    std::unique_ptr<incident::IncidentPage> page;
};

} // namespace pagetest
