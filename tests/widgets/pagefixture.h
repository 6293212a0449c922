// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/runbook/runbook.h"
#include "models/store/writer.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/entryport.h"
#include "widgets/runbook/commandport.h"

#include <QStringList>
#include <QTemporaryDir>

#include <optional>
#include <string>
#include <vector>

class QWidget;

namespace pagetest {

// Stands until it is moved.
class ManualClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return time; }
    telemetry::Timestamp time;
};

telemetry::Timestamp at(double seconds); // after an arbitrary moment
telemetry::SpanKey spanKey(unsigned char trace, unsigned span);

// A small incident: a code assistant names functions that do not exist; one trace in full, a list
// of suspects, a timeline. Everything was recorded within 60 s.
class Recording
{
public:
    Recording();

    std::string path() const;
    // The output of the first suspect, with what is wrong in it.
    static std::string output();
    void append(const telemetry::TimelineEntry& entry) const;
    // One more generation with this output, under its own suspicion.
    void addSuspect(unsigned char trace, const std::string& output, double probability) const;
    // A tool step that came late.
    void addStep(unsigned char trace, unsigned span, unsigned parent, const char* name) const;
    // A judge's late result on the first suspect, and what it makes of the suspicion.
    void judgeFirst(const std::string& check, double probability, const std::string& reasons) const;

private:
    QTemporaryDir m_folder;
};

// Answers when told to, and remembers what it was asked.
class FakeCommandPort final : public runbookview::CommandPort
{
public:
    std::string actor() const override { return "ada"; }
    void requestPlan(quint64 request, const QString& lever, const QString& to) override;
    void requestUndo(quint64 request, const QString& lever, const runbook::Fired& fired) override;
    void requestPutBack(quint64 request, const QString& lever,
                        const runbook::LeverState& state) override;
    void requestServing(quint64 request, const runbook::LeverPlan& shown) override
    {
        servingAsked.push_back(shown);
        emit servingReady(request, runbookview::ServingAnswer(served));
    }
    void fire(quint64 request, const runbook::LeverPlan& plan, bool isUndo) override;
    void followRecovery(telemetry::Timestamp inEffect) override { followedFrom = inEffect; }
    bool followEffect(const runbook::LeverPlan& looked, telemetry::Timestamp) override
    {
        if (looked.lever.seenAs.empty())
            return false;
        effectOf.push_back(looked);
        return true;
    }
    void record(const telemetry::TimelineEntry& entry) override { entries.push_back(entry); }
    QString rolesText() const override { return roles; }
    void requestApproval(const runbook::LeverPlan& waiting, const QString&) override
    {
        asked.push_back(waiting);
    }
    void setConsent(const runbookview::Consent& given) override { consent = given; }
    void setRequirement(const std::optional<runbook::Requirement>& wanted) override
    {
        requirement = wanted;
    }

    void answerFire(const telemetry::Result<runbook::FireResult>& result);
    QStringList kinds() const; // of what was recorded

    bool answersPlans = true;
    telemetry::Result<runbook::LeverPlan> plan = runbook::LeverPlan{};
    runbook::LeverState undone; // what the last undo plan was asked to put back
    QString undoneLever; // whose it was
    std::string conflict; // told with each undo plan
    std::string open; // likewise
    std::optional<runbook::LeverState> stands; // what an undo plan finds; none: what was fired
    std::vector<runbook::Fired> openWrites; // told with each plan
    void tellSent(const runbook::Rung& sent) { emit fireSent(m_fireRequest, sent); }
    std::vector<runbook::Obstacle> obstacles; // told with each plan
    runbookview::Consent consent; // as told last
    std::optional<runbook::Requirement> requirement; // likewise
    QString roles;
    int plansAsked = 0;
    telemetry::Result<std::vector<runbook::ServingSight>> served =
        std::vector<runbook::ServingSight>{}; // none: nobody knows how to ask
    std::vector<runbook::LeverPlan> servingAsked; // of what it was asked
    std::vector<runbook::LeverPlan> effectOf; // looked for in new answers
    telemetry::Timestamp followedFrom;
    std::vector<runbook::LeverPlan> fired;
    std::vector<runbook::LeverPlan> asked; // for approval of
    std::vector<telemetry::TimelineEntry> entries;

private:
    quint64 m_fireRequest = 0;
};

class FakeEntryPort final : public incident::EntryPort
{
public:
    std::string actor() const override { return name; }
    void append(const telemetry::TimelineEntry& entry) override
    {
        if (isFailing)
            emit failed(QStringLiteral("The disk is full."), entry);
        else
            entries.push_back(entry);
    }
    std::vector<telemetry::TimelineEntry> entries;
    std::string name; // empty: not known
    bool isFailing = false;
};

runbook::LeverPlan breakerPlan();
runbook::FireResult verifiedResult(); // all three rungs reached
runbook::Runbook sampleRunbook(); // a check, a lever, a dangerous lever, a notification

// Visible, focusable widgets without an accessible name, by class and object name.
QStringList namelessWidgets(const QWidget& page);

} // namespace pagetest
