// SPDX-License-Identifier: GPL-3.0-or-later

// What was recommended on telemetry that is too old by now is not started.

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/runbookstart.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pagetest;

class TestStaleProposal : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aProposalIsNotStartedOnOldTelemetry();
    void byHandItIs();
    void nothingIsArmedOnIt();

private:
    runbookview::Proposal proposal() const
    {
        return {.runbook = sampleRunbook().id,
                .parameters = {{"service", "code-assistant"}},
                .alarm = "a-1",
                .occasion = "answers name functions that do not exist"};
    }
    QPushButton* startButton() const { return button(*m_start, u"Start"_s); }
    bool says(const QString& words) const
    {
        for (const auto* label : m_start->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words))
                return true;
        }
        return false;
    }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<runbookview::RunbookStart> m_start;
};

void TestStaleProposal::init()
{
    m_start = std::make_unique<runbookview::RunbookStart>(m_theme);
    m_start->setRunbooks({sampleRunbook()});
    m_start->show();
}

void TestStaleProposal::aProposalIsNotStartedOnOldTelemetry()
{
    const QSignalSpy started(m_start.get(), &runbookview::RunbookStart::startRequested);
    m_start->propose(proposal());
    QVERIFY(startButton()->isEnabled());
    m_start->setStale(u"No telemetry has come in for 90 s."_s);
    QVERIFY(!startButton()->isEnabled());
    QVERIFY(says(u"No telemetry has come in for 90 s. What was proposed on it is not started."_s));
    m_start->startProposed();
    QTest::keyClick(m_start->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(started.count(), 0);
    m_start->setStale({}); // it comes again
    QVERIFY(startButton()->isEnabled());
    QVERIFY(!says(u"No telemetry"_s));
    m_start->startProposed();
    QCOMPARE(started.count(), 1);
}

void TestStaleProposal::byHandItIs()
{
    QSignalSpy started(m_start.get(), &runbookview::RunbookStart::startRequested);
    m_start->propose(proposal());
    m_start->setStale(u"No telemetry has come in for 90 s."_s);
    auto* choice = m_start->findChild<QComboBox*>();
    emit choice->activated(choice->currentIndex()); // the same one, chosen by hand
    auto* field = m_start->findChild<QLineEdit*>();
    QVERIFY(field->text().isEmpty()); // what was recommended is gone
    QVERIFY(!says(u"functions that do not exist"_s));
    for (auto* each : m_start->findChildren<QLineEdit*>())
        each->setText(u"billing"_s);
    QVERIFY(startButton()->isEnabled());
    startButton()->click();
    QCOMPARE(started.count(), 1);
    QVERIFY(started.at(0).at(2).value<std::string>().empty()); // about no alarm
}

void TestStaleProposal::nothingIsArmedOnIt()
{
    m_start->setStale(u"No telemetry has come in."_s);
    const QSignalSpy started(m_start.get(), &runbookview::RunbookStart::startRequested);
    m_start->propose(proposal());
    m_start->startProposed();
    QCOMPARE(started.count(), 0);
    QVERIFY(m_start->prepare(proposal())); // asked for from a finding
    QVERIFY(!startButton()->isEnabled());
}

QTEST_MAIN(TestStaleProposal)
#include "tst_staleproposal.moc"
