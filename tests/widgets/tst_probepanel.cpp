// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/probetable.h"
#include "widgets/runbook/proofview.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace pagetest;
using runbook::ProbeAnswer;
using runbook::ProofOutcome;
using runbookview::ProbeTable;

namespace {

constexpr int kStepProbe = 1;
constexpr int kStepWanting = 2;
constexpr int kStepFree = 3;

runbook::Runbook probeBook()
{
    auto parsed = runbook::parseRunbook(R"(---
id: proven
title: Prove before you pin
---

```step
id: look
kind: check
title: Look
```

```step
id: prove
kind: probe
title: Ask the old one
probe_set: golden
model: old
current: new
```

```step
id: pin
kind: lever
title: Pin the old one
lever: "breaker:code-assistant"
to: tripped
requires: prove
```

```step
id: trip
kind: lever
title: Trip
lever: "breaker:code-assistant"
to: tripped
```
)");
    if (!parsed.problems.empty())
        qFatal("%s", parsed.problems.front().message.c_str());
    return parsed.runbook;
}

runbookview::ProbePreparation preparation()
{
    runbookview::ProbePreparation made;
    made.proof.probeSet = "golden";
    made.proof.candidate.model = "old";
    made.proof.current.emplace();
    made.proof.current->model = "new";
    made.proof.most = 60;
    made.place = "ships with Plumbline";
    made.estimate = "at most 120 requests, \u2248 12 tokens in, at most 512 out each";
    made.probes = {{.id = "sum", .question = "What is 2 and 2?", .expected = "exactly 4"},
                   {.id = "city", .question = "Which city?", .expected = "contains Bern"}};
    return made;
}

class FakeProbePort final : public runbookview::ProbePort
{
public:
    QString endpoint() const override { return where; }
    QString problem() const override { return trouble; }
    QString trouble; // why nothing can be asked although an endpoint is named
    void prepare(quint64 request, const runbook::Runbook&, const runbook::Step& step) override
    {
        prepared_.push_back(step.id);
        emit prepared(request, answer);
    }
    void ask(quint64 request, const runbook::Runbook& book, const runbook::Step& step) override
    {
        asked.push_back(book.id + "/" + step.id);
        number = request;
    }
    void cancel() override { ++cancelled; }

    void say(const std::string& probe, bool isCandidate, ProbeAnswer::Result result,
             const std::string& text)
    {
        ProbeAnswer one;
        one.probe = probe;
        one.isCandidate = isCandidate;
        one.model = isCandidate ? "old" : "new";
        one.result = result;
        (result == ProbeAnswer::Result::Unanswered ? one.reason : one.answer) = text;
        emit answered(number, one);
    }
    runbook::ProofRecord proof(ProofOutcome outcome, int n) const
    {
        runbook::ProofRecord record = answer.result->proof;
        record.candidate.asked = record.candidate.passed = n;
        record.candidate.low = 0.86;
        record.current->asked = n;
        record.current->passed = n / 2;
        record.current->failed = n - n / 2;
        record.outcome = outcome;
        record.reason = outcome == ProofOutcome::Open ? "" : "24 of 24 probes passed: enough.";
        return record;
    }
    void end(ProofOutcome outcome, int n = 24)
    {
        emit ended(number, runbookview::ProbeEnded(proof(outcome, n)));
    }

    QString where = u"http://models.example"_s;
    runbookview::ProbePrepared answer{preparation()};
    std::vector<std::string> prepared_;
    std::vector<std::string> asked;
    quint64 number = 0;
    int cancelled = 0;
};

} // namespace

class TestProbePanel : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init()
    {
        setUp();
        m_probes = std::make_unique<FakeProbePort>();
        m_dock->setProbePort(m_probes.get());
        QVERIFY(m_dock->start(probeBook(), {}));
        chooseStep(kStepProbe);
    }
    void cleanup()
    {
        tearDown();
        m_probes.reset();
    }

    void itIsSaidWhatWillBeAskedBeforeItIs()
    {
        QVERIFY2(text(u"What is asked"_s).contains(u"Asks old and, beside it, new: 2 questions"_s),
                 qPrintable(text(u"What is asked"_s)));
        QVERIFY(text(u"What is asked"_s).contains(u"golden (ships with Plumbline)"_s));
        QVERIFY(text(u"What asking takes"_s).contains(u"at most 120 requests"_s));
        QVERIFY(text(u"What asking takes"_s).contains(u"http://models.example"_s));
        QVERIFY(m_probes->asked.empty());
        QCOMPARE(table().model()->rowCount(), 2);
        QCOMPARE(cell(0, ProbeTable::ExpectedColumn), u"exactly 4"_s);
        QCOMPARE(cell(0, ProbeTable::CandidateColumn), QString());
        QCOMPARE(namelessWidgets(*m_dock), QStringList());
    }

    void progressAnswersAndVerdictAreShown()
    {
        ask();
        QCOMPARE(m_probes->asked, std::vector<std::string>{"proven/prove"});
        QVERIFY(button(*m_dock, u"Ask"_s) == nullptr);
        m_probes->say("sum", true, ProbeAnswer::Result::Passed, "4");
        m_probes->say("sum", false, ProbeAnswer::Result::Failed, "5");
        m_probes->say("city", true, ProbeAnswer::Result::Failed, "Basel");
        m_probes->say("city", false, ProbeAnswer::Result::Unanswered, "HTTP 503");
        emit m_probes->moved(m_probes->number, m_probes->proof(ProofOutcome::Open, 12));
        // Little room: the mark, and how often. Then what was said, too.
        QCOMPARE(cell(0, ProbeTable::CandidateColumn), u"\u2713 1/1"_s);
        QVERIFY(table().isColumnHidden(ProbeTable::ExpectedColumn));
        m_dock->resize(720, 900);
        QTRY_COMPARE(cell(0, ProbeTable::CandidateColumn), u"\u2713 1/1  4"_s);
        QVERIFY(!table().isColumnHidden(ProbeTable::ExpectedColumn));
        QCOMPARE(cell(0, ProbeTable::CurrentColumn), u"\u2717 0/1  5"_s);
        QCOMPARE(cell(0, ProbeTable::RightColumn), u"candidate"_s);
        // A failure of the endpoint is no wrong answer.
        QCOMPARE(cell(1, ProbeTable::CurrentColumn), u"\u2013 0/0  HTTP 503"_s);
        QCOMPARE(cell(1, ProbeTable::RightColumn), u"unknown"_s);
        auto* bar = m_dock->findChild<QProgressBar*>();
        QCOMPARE(bar->value(), 12);
        QCOMPARE(text(u"How many were asked"_s), u"12 of at most 60"_s);
        QVERIFY(text(u"Verdict"_s).startsWith(u"So far: undecided"_s));
        QVERIFY(m_dock->findChild<runbookview::ProofView*>()->accessibleDescription().contains(
            u"12 of 12 passed (86 to 100 %)"_s));
        QCOMPARE(namelessWidgets(*m_dock), QStringList());
        m_probes->end(ProofOutcome::Proven);
        QVERIFY(text(u"Verdict"_s).startsWith(u"Proven. 24 of 24"_s));
        const auto& progress = m_dock->model().progress(kStepProbe);
        QVERIFY(progress.state == runbook::StepState::Done);
        QVERIFY(progress.note.find("24 of 24 passed (86 to 100 %)") != std::string::npos);
        QCOMPARE(m_port->entries.back().kind, std::string("step"));
        QVERIFY(button(*m_dock, u"Ask Again"_s) != nullptr); // the verdict stays in sight
        // Once more, and otherwise: it is told as a repeat.
        QTest::mouseClick(button(*m_dock, u"Ask Again"_s), Qt::LeftButton);
        QCOMPARE(cell(0, ProbeTable::CandidateColumn), QString());
        m_probes->end(ProofOutcome::Proven);
        QCOMPARE(progress.times, 2);
        ask();
        m_probes->end(ProofOutcome::Refuted);
        QVERIFY(progress.state == runbook::StepState::Failed);
        QVERIFY(m_port->entries.back().text.find("failed again") != std::string::npos);
    }

    void whatIsNotLearntSettlesNothing()
    {
        for (const ProofOutcome outcome : {ProofOutcome::NoAnswer, ProofOutcome::Stopped}) {
            ask();
            m_probes->end(outcome);
            QVERIFY(m_dock->model().progress(kStepProbe).state == runbook::StepState::Pending);
            QVERIFY(text(u"Verdict"_s).contains(u"no verdict"_s, Qt::CaseInsensitive));
        }
        ask();
        m_probes->end(ProofOutcome::NotEnough);
        QVERIFY(m_dock->model().progress(kStepProbe).state == runbook::StepState::Failed);
        QVERIFY(text(u"Verdict"_s).startsWith(u"Undecided."_s));
    }

    void hostileAnswersStayPlain()
    {
        ask();
        m_probes->say("sum", true, ProbeAnswer::Result::Failed,
                      "<b>4</b>\n\x1b[31m\u202e" + std::string(10'000'000, 'x'));
        m_dock->resize(720, 900);
        QTRY_VERIFY(cell(0, ProbeTable::CandidateColumn).contains(u"<b>4"_s));
        table().selectRow(0);
        const QString details = text(u"The chosen question, with both answers"_s);
        QVERIFY(details.contains(u"<b>4</b>"_s) && details.contains(u"\u27e6U+202E\u27e7"_s));
        QVERIFY(details.size() < 4000);
        const auto* panel = m_dock->findChild<runbookview::ProbePanel*>();
        for (const auto* label : panel->findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(),
                     qPrintable(label->text()));
        QVERIFY(!cell(0, ProbeTable::CandidateColumn).contains(u'\n'));
        QVERIFY(!cell(0, ProbeTable::CandidateColumn).contains(QChar(0x202e)));
        const QString tip = table().model()->index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(u"<b>4"_s));
    }

    void itCanBeStoppedAndLeft()
    {
        ask();
        QPushButton* stop = button(*m_dock, u"Stop"_s);
        QVERIFY(stop != nullptr && m_dock->focusWidget() == stop);
        QTest::keyClick(stop, Qt::Key_Space);
        QCOMPARE(m_probes->cancelled, 1);
        m_probes->end(ProofOutcome::Stopped, 3);
        QVERIFY(m_dock->focusWidget() == button(*m_dock, u"Ask Again"_s));
        ask();
        // It goes on while another step is looked at.
        chooseStep(0);
        emit m_probes->moved(m_probes->number, m_probes->proof(ProofOutcome::Open, 7));
        QCOMPARE(m_probes->cancelled, 1);
        chooseStep(kStepProbe);
        QCOMPARE(m_dock->findChild<QProgressBar*>()->value(), 7);
        // The past asks nobody, and the next run knows nothing of it.
        m_conductor->seek(at(30));
        QCOMPARE(m_probes->cancelled, 2);
    }

    void theNextRunKnowsNothingOfIt()
    {
        ask();
        const quint64 before = m_probes->number;
        QTest::mouseClick(button(*m_dock, u"Leave"_s), Qt::LeftButton);
        QCOMPARE(m_probes->cancelled, 1);
        QVERIFY(m_dock->start(probeBook(), {}));
        chooseStep(kStepProbe);
        emit m_probes->ended(before,
                             runbookview::ProbeEnded(m_probes->proof(ProofOutcome::Proven, 24)));
        QVERIFY(m_dock->model().progress(kStepProbe).state == runbook::StepState::Pending);
        QVERIFY(text(u"Verdict"_s).isEmpty());
        // Nor while this one asks for itself.
        ask();
        emit m_probes->ended(before,
                             runbookview::ProbeEnded(m_probes->proof(ProofOutcome::Proven, 24)));
        QVERIFY(m_dock->model().progress(kStepProbe).state == runbook::StepState::Pending);
        QVERIFY(button(*m_dock, u"Stop"_s) != nullptr);
    }

    void whyNothingCanBeAskedIsSaid()
    {
        m_probes->answer = runbookview::ProbePrepared(telemetry::failure(
            telemetry::ErrorKind::Unreadable, "There is no probe set \"golden\": looked in ~/x."));
        chooseStep(0);
        chooseStep(kStepProbe); // read anew: the set may have been put there
        QCOMPARE(m_probes->prepared_.size(), std::size_t(2));
        chooseStep(0);
        QVERIFY(m_dock->start(probeBook(), {}));
        chooseStep(kStepProbe);
        QVERIFY(says(u"looked in ~/x"_s));
        QVERIFY(!button(*m_dock, u"Ask"_s)->isEnabled());
        m_probes->answer = runbookview::ProbePrepared(preparation());
        m_probes->where.clear();
        chooseStep(0);
        chooseStep(kStepProbe);
        QVERIFY(says(u"PLUMBLINE_PROBE_ENDPOINT"_s));
        QVERIFY(!button(*m_dock, u"Ask"_s)->isEnabled());
        m_probes->trouble = u"The keyring is locked."_s;
        chooseStep(0);
        chooseStep(kStepProbe);
        QVERIFY(says(u"The endpoint cannot be asked: The keyring is locked."_s));
    }

    void aLeverIsHeldByWhatItRequires()
    {
        m_port->obstacles = {{.rail = runbook::Rail::Requirement,
                              .isBlocking = true,
                              .sentence = "It requires step \"Ask the old one\".",
                              .lifting = "Carry it out."}};
        chooseStep(kStepWanting);
        QVERIFY(m_port->requirement.has_value());
        QCOMPARE(m_port->requirement->step, std::string("prove"));
        QCOMPARE(m_port->requirement->candidate, std::string("old"));
        QTRY_VERIFY(says(u"It requires step \"Ask the old one\". Carry it out."_s));
        QVERIFY(!button(*m_dock, u"Arm"_s) || !button(*m_dock, u"Arm"_s)->isEnabled());
        chooseStep(kStepFree);
        QVERIFY(!m_port->requirement.has_value());
    }

private:
    void ask()
    {
        QPushButton* press = button(*m_dock, u"Ask"_s);
        if (press == nullptr)
            press = button(*m_dock, u"Ask Again"_s);
        QVERIFY(press != nullptr && press->isEnabled());
        press->setFocus();
        QTest::keyClick(press, Qt::Key_Space);
    }
    QTableView& table() const { return *m_dock->findChild<QTableView*>(); }
    QString cell(int row, int column) const
    {
        return table().model()->index(row, column).data().toString();
    }
    QString text(const QString& name) const
    {
        for (const auto* label : m_dock->findChildren<QLabel*>()) {
            if (label->accessibleName() == name)
                return label->text();
        }
        return u"(none)"_s;
    }
    bool says(const QString& part) const
    {
        const auto labels = m_dock->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&part](const QLabel* label) {
            return label->isVisible() && label->text().contains(part);
        });
    }

    std::unique_ptr<FakeProbePort> m_probes;
};

QTEST_MAIN(TestProbePanel)
#include "tst_probepanel.moc"
