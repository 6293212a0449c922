// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/dockfixture.h"

#include "widgets/runbook/steplist.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace pagetest {

QPushButton* button(const QWidget& dock, const QString& text)
{
    for (auto* each : dock.findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

void DockTest::setUp()
{
    m_recording = std::make_unique<Recording>();
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_port = std::make_unique<FakeCommandPort>();
    m_port->plan = breakerPlan();
    m_dock = std::make_unique<runbookview::RunbookDock>(m_port.get(), *m_queries, *m_conductor,
                                                        *m_clock, *m_theme, kTiming);
    m_dock->resize(440, 900);
    m_dock->show();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    chooseStep(kStepTrip);
    m_hold = m_dock->findChild<runbookview::HoldButton*>();
    QVERIFY(m_hold != nullptr);
}

void DockTest::tearDown()
{
    m_dock.reset();
    m_conductor.reset();
    m_queries.reset();
}

void DockTest::chooseStep(int row)
{
    auto* list = m_dock->findChild<runbookview::StepList*>();
    list->setCurrentIndex(list->model()->index(row, 0));
}

QString DockTest::stateText() const
{
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        if (label->accessibleName() == u"State of the lever"_s)
            return label->text();
    }
    return {};
}

void DockTest::armAndHold()
{
    QPushButton* arm = button(*m_dock, u"Arm"_s);
    QVERIFY(arm != nullptr);
    QTest::mouseClick(arm, Qt::LeftButton);
    const std::size_t before = m_port->fired.size();
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTRY_COMPARE(m_port->fired.size(), before + 1); // a slow machine has to be held longer
    QTest::mouseRelease(m_hold, Qt::LeftButton);
}

} // namespace pagetest
