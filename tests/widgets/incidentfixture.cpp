// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/incidentfixture.h"

#include "models/items/timelinemodel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;

namespace pagetest {

telemetry::AlarmTransition incidentAlarm(const char* id, const char* group)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = id;
    alarm.service = "code-assistant";
    alarm.sentence = "code-assistant cites APIs that do not exist";
    alarm.severity = 1;
    alarm.onset = at(5);
    alarm.time = at(8);
    alarm.incident = group;
    return alarm;
}

IncidentFixture::IncidentFixture()
{
    clock.time = at(60);
    deskClock.time = at(58);
    queries = std::make_unique<items::RecordingQueries>(recording.path());
    conductor = std::make_unique<items::TimeConductor>(clock, true);
    conductor->setBounds({.start = at(0), .end = at(60)});
    incidents = std::make_unique<items::IncidentsFollower>(*queries, *conductor);
    desk = std::make_unique<incident::IncidentDesk>(port, *queries, deskClock);
    makePage(true);
}

IncidentFixture::~IncidentFixture()
{
    page.reset();
    desk.reset();
    incidents.reset();
    conductor.reset();
    queries.reset();
}

void IncidentFixture::makePage(bool hasDesk)
{
    page = std::make_unique<incident::IncidentPage>(hasDesk ? &port : nullptr,
                                                    hasDesk ? desk.get() : nullptr, *incidents,
                                                    *queries, *conductor, clock, theme);
    page->resize(900, 760);
    page->show();
    QTRY_VERIFY(list()->model()->rowCount() > 0);
}

std::vector<incident::Incident> IncidentFixture::read() const
{
    const auto reader = store::Reader::open(recording.path());
    auto found = incident::readIncidents(**reader);
    return found ? *found : std::vector<incident::Incident>{};
}

void IncidentFixture::openOne(const char* title)
{
    incident::Opening opening;
    opening.title = title;
    opening.start = at(5);
    opening.services = {"code-assistant"};
    opening.alarms = {"A-0001"};
    opening.groups = {"I-0001"};
    desk->open(opening, false);
    QTRY_VERIFY(isShown("INC-0001"));
    QTRY_VERIFY(page->record());
}

QPushButton* IncidentFixture::button(const QString& text) const
{
    for (auto* each : page->findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

void IncidentFixture::fill(const QStringList& answers) const
{
    QTRY_VERIFY(form()->isVisible());
    std::vector<QWidget*> edits;
    for (auto* each : form()->findChildren<QWidget*>()) {
        if (each->isVisible()
            && (qobject_cast<QLineEdit*>(each) || qobject_cast<QPlainTextEdit*>(each)))
            edits.push_back(each);
    }
    QCOMPARE(static_cast<qsizetype>(edits.size()), answers.size());
    for (qsizetype i = 0; i < answers.size(); ++i) {
        if (auto* line = qobject_cast<QLineEdit*>(edits[static_cast<std::size_t>(i)]))
            line->setText(answers[i]);
        else
            qobject_cast<QPlainTextEdit*>(edits[static_cast<std::size_t>(i)])
                ->setPlainText(answers[i]);
    }
    for (auto* each : form()->findChildren<QPushButton*>()) {
        if (each->text() != u"Cancel"_s)
            each->click();
    }
}

QString IncidentFixture::texts() const
{
    QStringList all;
    for (const auto* label : page->findChildren<QLabel*>()) {
        if (label->isVisible())
            all << label->text();
    }
    return all.join(u'\n');
}

incident::MomentCell* IncidentFixture::cell(incident::MomentKind kind) const
{
    for (auto* each : page->findChildren<incident::MomentCell*>()) {
        if (each->moment().kind == kind)
            return each;
    }
    return nullptr;
}

int IncidentFixture::rowOf(const QString& text) const
{
    const auto* model = list()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, items::TimelineModel::TextColumn).data().toString().contains(text))
            return row;
    }
    return -1;
}

void IncidentFixture::choose(const QString& text) const
{
    QTRY_VERIFY(rowOf(text) >= 0);
    list()->setCurrentIndex(list()->model()->index(rowOf(text), items::TimelineModel::TextColumn));
}

} // namespace pagetest
