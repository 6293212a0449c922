// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/leverentries.h"
#include "models/runbook/runentries.h"
#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runoffer.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace pagetest {

using namespace Qt::StringLiterals;

// The console that comes after one that ended in the middle of a run.
class ResumeTest : public DockTest
{
protected:
    void begun()
    {
        setUp();
        m_dock.reset(); // each case makes the console that comes after the one that was killed
    }
    void append(telemetry::TimelineEntry entry, double when, const char* who = "ada")
    {
        entry.actor = who;
        entry.time = at(when);
        entry.recorded = at(when);
        m_recording->append(entry);
    }
    // As a console that was killed leaves it.
    void begin(bool isConfirmed = true)
    {
        auto run = runbook::RunbookRun::start(sampleRunbook(), "ada", at(30),
                                              {{"service", "code-assistant"}});
        append(runbook::startEntry(run, sampleRunbook()), 30);
        if (isConfirmed)
            append(runbook::stepEntry("fabricated-apis", "Confirm the onset",
                                      {.step = "confirm",
                                       .state = runbook::StepState::Done,
                                       .who = "ada",
                                       .when = at(35),
                                       .note = "82 %"}),
                   35);
    }
    void fire() { append(runbook::actionEntry(breakerPlan(), false, at(40)), 40); }
    void open(bool answers = true)
    {
        m_dock.reset();
        m_port = std::make_unique<FakeCommandPort>();
        m_port->plan = breakerPlan();
        m_port->answersPlans = answers;
        m_dock = std::make_unique<runbookview::RunbookDock>(m_port.get(), *m_queries, *m_conductor,
                                                            *m_clock, *m_theme, kTiming);
        m_dock->resize(440, 900);
        m_dock->show();
        m_dock->setRunbooks({sampleRunbook()});
        m_queries->waitForIdle();
        QCoreApplication::processEvents();
    }
    QString offer() const
    {
        const auto* found = m_dock->findChild<runbookview::RunOffer*>();
        return found->isVisible() ? found->text() : QString();
    }
    bool says(const QString& part, const QWidget* of = nullptr) const
    {
        for (const auto* label : (of ? of : m_dock.get())->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(part))
                return true;
        }
        return false;
    }
    std::vector<telemetry::TimelineEntry> stepsRecorded() const
    {
        std::vector<telemetry::TimelineEntry> steps;
        std::ranges::copy_if(m_port->entries, std::back_inserter(steps),
                             [](const auto& entry) { return entry.kind == "step"; });
        return steps;
    }
    // The newest of a kind; of no kind where there is none.
    telemetry::TimelineEntry recorded(const QString& kind) const
    {
        const auto found =
            std::find_if(m_port->entries.rbegin(), m_port->entries.rend(),
                         [&kind](const auto& entry) { return entry.kind == kind.toStdString(); });
        return found == m_port->entries.rend() ? telemetry::TimelineEntry{} : *found;
    }
    // The lever of the step that is shown could be armed, or held, now.
    bool armable() const
    {
        const auto* panel = m_dock->findChild<runbookview::LeverPanel*>();
        return panel->isVisible()
            && const_cast<runbookview::LeverPanel*>(panel)->controller().canArm();
    }
    void press(const QString& text)
    {
        QPushButton* found = button(*m_dock, text);
        QVERIFY2(found != nullptr, qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    QLineEdit* field(const QString& name) const
    {
        for (auto* each : m_dock->findChildren<QLineEdit*>()) {
            if (each->accessibleName() == name && each->isVisible())
                return each;
        }
        return nullptr;
    }
};

} // namespace pagetest
