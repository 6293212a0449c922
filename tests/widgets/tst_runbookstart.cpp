// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/runbookstart.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

using namespace Qt::StringLiterals;
using runbookview::Proposal;
using runbookview::RunbookStart;

namespace {

runbook::Runbook book()
{
    runbook::Runbook book;
    book.id = "drift";
    book.title = "A model drifts";
    book.check = "groundedness";
    book.parameters = {{"service", "whose answers went wrong"},
                       {"last_good_model", "what served before"},
                       {"ticket", "where it is told"}};
    return book;
}

Proposal proposal()
{
    return {.runbook = "drift",
            .parameters = {{"service", "code-assistant"}, {"last_good_model", "glyph-10"}},
            .alarm = "A-0001",
            .occasion = "groundedness of code-assistant",
            .evidence = {{"last_good_model", "glyph-10 served 270 judged answers"}}};
}

} // namespace

// A lever moved to what served another service well is a second incident.
class TestRunbookStart : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void anotherServiceTakesTheValuesAway();
    void theirOwnAreAskedForAndShown();
    void backToTheProposedServiceAllIsThere();
    void whatWasTypedStaysAndSaysOfWhichService();
    void anAnswerForAServiceThatIsGoneIsNotTaken();
    void staleTelemetryProposesNothing();
    void whatIsLookedForIsSaid();
    void whatTheLeverTakesIsOffered();
    void aBetterKnownCauseOffersItsRunbook();

private:
    QLineEdit* field(const QString& name) const;
    QString evidence(const QString& name) const;
    void type(const QString& name, const QString& text) const;

    common::Theme m_theme{u"light"_s};
    std::unique_ptr<RunbookStart> m_start;
    std::string m_started;
};

void TestRunbookStart::init()
{
    m_start = std::make_unique<RunbookStart>(m_theme);
    m_start->setRunbooks({book()});
    m_start->propose(proposal());
    m_start->show();
}

QLineEdit* TestRunbookStart::field(const QString& name) const
{
    for (auto* each : m_start->findChildren<QLineEdit*>()) {
        if (each->accessibleName().startsWith(name))
            return each;
    }
    return nullptr;
}

QString TestRunbookStart::evidence(const QString& name) const
{
    for (auto* each : m_start->findChildren<QLabel*>()) {
        if (each->accessibleName() == u"What %1 rests on"_s.arg(name) && !each->isHidden())
            return each->text();
    }
    return {};
}

void TestRunbookStart::type(const QString& name, const QString& text) const
{
    field(name)->selectAll();
    QTest::keyClick(field(name), Qt::Key_Delete);
    QTest::keyClicks(field(name), text);
}

void TestRunbookStart::anotherServiceTakesTheValuesAway()
{
    QCOMPARE(field(u"last_good_model"_s)->text(), u"glyph-10"_s);
    type(u"ticket"_s, u"INC-1"_s);
    auto* start = m_start->findChildren<QPushButton*>().constLast();
    for (auto* each : m_start->findChildren<QPushButton*>()) {
        if (each->text() == u"Start"_s)
            start = each;
    }
    QVERIFY(start->isEnabled());
    type(u"service"_s, u"support-bot"_s);
    QCOMPARE(field(u"last_good_model"_s)->text(), QString());
    QCOMPARE(evidence(u"last_good_model"_s), QString());
    QVERIFY(!m_start->evidence().contains("last_good_model"));
    QVERIFY(!start->isEnabled());
}

void TestRunbookStart::theirOwnAreAskedForAndShown()
{
    std::vector<std::pair<std::string, std::string>> asked;
    connect(m_start.get(), &RunbookStart::parametersWanted, this,
            [&asked](const std::string& runbook, const std::string& service) {
                asked.emplace_back(runbook, service);
            });
    type(u"service"_s, u"support-bot"_s);
    QTRY_COMPARE(asked.size(), std::size_t{1}); // once for a word, not for each letter
    QVERIFY(asked[0] == std::make_pair(std::string("drift"), std::string("support-bot")));
    m_start->setKnown("another", "support-bot", {{"last_good_model", "finch-1"}}, {});
    QCOMPARE(field(u"last_good_model"_s)->text(), QString()); // of another runbook's form
    m_start->setKnown(
        "drift", "support-bot", {{"last_good_model", "parrot-3"}},
        {{"last_good_model", "parrot-3 served 90 judged answers"}, {"service", "named by hand"}});
    QCOMPARE(field(u"last_good_model"_s)->text(), u"parrot-3"_s);
    QCOMPARE(evidence(u"last_good_model"_s), u"parrot-3 served 90 judged answers"_s);
    QCOMPARE(evidence(u"service"_s), u"named by hand"_s);
    QCOMPARE(m_start->evidence().at("last_good_model"),
             std::string("parrot-3 served 90 judged answers"));
}

void TestRunbookStart::backToTheProposedServiceAllIsThere()
{
    type(u"service"_s, u"support-bot"_s);
    type(u"service"_s, u"code-assistant"_s);
    QCOMPARE(field(u"last_good_model"_s)->text(), u"glyph-10"_s);
    QCOMPARE(evidence(u"last_good_model"_s), u"glyph-10 served 270 judged answers"_s);
}

void TestRunbookStart::whatWasTypedStaysAndSaysOfWhichService()
{
    type(u"last_good_model"_s, u"glyph-9"_s);
    QCOMPARE(evidence(u"last_good_model"_s), QString());
    type(u"service"_s, u"support-bot"_s);
    QCOMPARE(field(u"last_good_model"_s)->text(), u"glyph-9"_s);
    QVERIFY2(evidence(u"last_good_model"_s).contains(u"when the service was code-assistant"_s),
             qPrintable(evidence(u"last_good_model"_s)));
    m_start->setKnown("drift", "support-bot", {{"last_good_model", "parrot-3"}}, {});
    QCOMPARE(field(u"last_good_model"_s)->text(), u"glyph-9"_s);
    QVERIFY(m_start->evidence().contains("last_good_model")); // the run tells it, too
}

void TestRunbookStart::anAnswerForAServiceThatIsGoneIsNotTaken()
{
    type(u"service"_s, u"support-bot"_s);
    type(u"service"_s, u"order-agent"_s);
    m_start->setKnown("drift", "support-bot", {{"last_good_model", "parrot-3"}}, {});
    QCOMPARE(field(u"last_good_model"_s)->text(), QString());
    m_start->setRunbooks({book()}); // a file has changed
    QCOMPARE(field(u"service"_s)->text(), u"order-agent"_s);
    QCOMPARE(field(u"last_good_model"_s)->text(), QString());
}

void TestRunbookStart::staleTelemetryProposesNothing()
{
    int asked = 0;
    connect(m_start.get(), &RunbookStart::parametersWanted, this, [&asked] { ++asked; });
    m_start->setStale(u"No telemetry has come in for 2 min."_s);
    type(u"service"_s, u"support-bot"_s);
    QTest::qWait(600);
    QCOMPARE(asked, 0);
    QCOMPARE(field(u"last_good_model"_s)->text(), QString());
}

// The window tells of "openai_v2 2.3b0", the lever takes "2.3b0": both have to do, and no other.
void TestRunbookStart::whatTheLeverTakesIsOffered()
{
    runbook::Runbook pinning = book();
    pinning.parameters = {{"service", ""}, {"last_good_instrumentation", ""}};
    runbook::Step step;
    step.id = "pin";
    step.kind = runbook::StepKind::Lever;
    step.lever = "instrumentation:{service}";
    step.to = "{last_good_instrumentation}";
    pinning.steps = {step};
    runbook::LeverDescription lever;
    lever.id = "instrumentation:bot";
    lever.kind = "instrumentation";
    lever.values = {"2.2b0", "2.3b0"};
    RunbookStart form(m_theme);
    form.setRunbooks({pinning});
    form.setLevers({lever});
    QVERIFY(form.prepare(
        {.runbook = "drift", .parameters = {{"service", "bot"}}, .alarm = {}, .occasion = {}}));
    form.show();
    std::map<std::string, std::string> started;
    connect(&form, &RunbookStart::startRequested, this,
            [&started](const runbook::Runbook&, const auto& parameters) { started = parameters; });
    const auto button = [&form](const QString& text) {
        for (auto* each : form.findChildren<QPushButton*>()) {
            if (each->text() == text)
                return each;
        }
        return static_cast<QPushButton*>(nullptr);
    };
    QLineEdit* value = nullptr;
    for (auto* each : form.findChildren<QLineEdit*>()) {
        if (each->accessibleName() == u"last_good_instrumentation"_s)
            value = each;
    }
    QVERIFY(value != nullptr);
    QVERIFY(button(u"2.2b0"_s) != nullptr);
    QVERIFY(button(u"2.3b0"_s) != nullptr);
    QPushButton* start = button(u"Start"_s);
    value->setText(u"2.9b9"_s);
    QVERIFY(!start->isEnabled());
    QVERIFY(std::ranges::any_of(form.findChildren<QLabel*>(), [](const QLabel* label) {
        return !label->isHidden()
            && label->text() == u"instrumentation:bot has no “2.9b9”. It takes: 2.2b0, 2.3b0."_s;
    }));
    value->setText(u"…openai_v2 2.3b0"_s);
    QVERIFY(start->isEnabled());
    start->click();
    QCOMPARE(started.at("last_good_instrumentation"), std::string("2.3b0"));
    button(u"2.2b0"_s)->click();
    QCOMPARE(value->text(), u"2.2b0"_s);
    start->click();
    QCOMPARE(started.at("last_good_instrumentation"), std::string("2.2b0"));
}

// "No alarm has proposed a runbook" is not so while one is being looked for.
void TestRunbookStart::whatIsLookedForIsSaid()
{
    RunbookStart start(m_theme);
    start.setRunbooks({book()});
    const auto says = [&start](const QString& text) {
        return std::ranges::any_of(start.findChildren<QLabel*>(), [&text](const QLabel* label) {
            return !label->isHidden() && label->text().contains(text);
        });
    };
    QVERIFY(says(u"No alarm has proposed a runbook yet."_s));
    start.look("A-0001");
    QVERIFY(says(u"Looking for a runbook for A-0001… You can also choose one now."_s));
    QVERIFY(!says(u"No alarm has proposed"_s));
    start.setRunbooks({book()}); // a file has changed meanwhile
    QVERIFY(says(u"Looking for a runbook for A-0001…"_s));
    for (QTimer* each : start.findChildren<QTimer*>()) {
        if (each->isActive())
            each->start(0); // half a minute later
    }
    QTRY_VERIFY(says(u"No runbook was found for A-0001 so far"_s));
    start.propose(proposal());
    QVERIFY(says(u"For: groundedness of code-assistant"_s));
    QVERIFY(!says(u"so far"_s) && !says(u"Looking for"_s));
}

// The first answers of an alarm hardly tell its cause: what is known later is offered, and never
// changes the form by itself.
void TestRunbookStart::aBetterKnownCauseOffersItsRunbook()
{
    runbook::Runbook shed = book();
    shed.id = "overload";
    shed.title = "Too much is asked";
    m_start->setRunbooks({book(), shed});
    const auto offer = [this] {
        for (const QLabel* label : m_start->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(u"another runbook fits better"_s))
                return label->text();
        }
        return QString();
    };
    Proposal later = proposal();
    later.runbook = "overload";
    m_start->propose(later); // by the check alone: no better than what stands there
    QVERIFY(offer().isEmpty());
    later.isByCause = true;
    m_start->propose(later);
    QVERIFY2(offer().endsWith(u": Too much is asked"_s), qPrintable(offer()));
    auto* choice = m_start->findChild<QComboBox*>();
    QCOMPARE(choice->currentText(), u"A model drifts"_s);
    Proposal other = proposal();
    other.alarm = "A-0002";
    m_start->propose(other); // does not push it aside
    QVERIFY(!offer().isEmpty());
    m_start->propose(proposal()); // the first is the likeliest again
    QVERIFY(offer().isEmpty());
    m_start->propose(later);
    for (auto* button : m_start->findChildren<QPushButton*>()) {
        if (button->isVisible() && button->parentWidget() != m_start.get())
            button->click();
    }
    QCOMPARE(choice->currentText(), u"Too much is asked"_s);
    QVERIFY(offer().isEmpty());
}

QTEST_MAIN(TestRunbookStart)
#include "tst_runbookstart.moc"
