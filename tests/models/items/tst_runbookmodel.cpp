// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/driver.h"
#include "models/items/runbookmodel.h"
#include "models/items/runbookprose.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <set>
#include <string>

using namespace Qt::StringLiterals;
using runbook::StepState;

namespace {

runbook::Runbook sample()
{
    runbook::Runbook book;
    book.id = "book";
    for (const char* id : {"one", "two", "three"}) {
        runbook::Step step;
        step.id = id;
        step.title = std::string("Do ") + id + " to {service}";
        book.steps.push_back(step);
    }
    return book;
}

runbook::RunbookRun runOf(const runbook::Runbook& book)
{
    return runbook::RunbookRun::start(book, "ada", telemetry::fromUnixNanos(1), {{"service", "x"}});
}

runbook::StepProgress settled(const char* step, StepState state, const char* note = "")
{
    return {.step = step,
            .state = state,
            .who = "ada",
            .when = telemetry::fromUnixNanos(5),
            .note = note};
}

// One letter a step: its state, "*" behind the current one.
QString textFrom(const items::RunbookModel& model)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        text += items::stepStateText(
                    static_cast<StepState>(index.data(items::RunbookModel::StateRole).toInt()))
                    .at(0);
        if (index.data(items::RunbookModel::IsCurrentRole).toBool())
            text += u'*';
    }
    return text;
}

} // namespace

class TestRunbookModel : public QObject
{
    Q_OBJECT

private slots:
    void stepsAreSettledInAnyOrder();
    void parametersArePutIn();
    void whatWasNotGivenIsSaid();
    void aRunOfAnotherRunbookIsRefused();
    void quantitiesAreWhatMayDriveARate();
    void proseReadsWell_data();
    void proseReadsWell();
};

// A step's quantity is opened in Explore: the parser, which knows nothing of drivers, takes each.
void TestRunbookModel::quantitiesAreWhatMayDriveARate()
{
    for (const drivers::DriverKind kind : drivers::kDriverKinds) {
        const std::string name = drivers::nameOf(drivers::Driver{.kind = kind, .check = {}});
        const auto parsed = runbook::parseRunbook("---\nid: a\ntitle: t\n---\n```step\nid: a\n"
                                                  "kind: check\nquantity: "
                                                  + name + "\n```\n");
        QVERIFY2(parsed.problems.empty(), name.c_str());
    }
}

void TestRunbookModel::stepsAreSettledInAnyOrder()
{
    items::RunbookModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(model.setRun(sample(), runOf(sample())));
    QCOMPARE(textFrom(model), u"t*tt"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(model.settle(settled("two", StepState::Failed, "no answer")));
    QCOMPARE(textFrom(model), u"t*ft"_s);
    QCOMPARE(changed.count(), 1);
    QVERIFY(model.settle(settled("one", StepState::Done)));
    QCOMPARE(textFrom(model), u"dft*"_s);
    QCOMPARE(changed.count(), 3); // the step, and the mark of the current one
    QVERIFY(!model.settle(settled("one", StepState::Skipped, "no")));
    QVERIFY(!model.settle(settled("none", StepState::Done)));
    QCOMPARE(changed.count(), 3);
    QCOMPARE(model.index(1).data(items::RunbookModel::DetailRole).toString(), u"ada: no answer"_s);
}

void TestRunbookModel::parametersArePutIn()
{
    items::RunbookModel model;
    auto run = runOf(sample());
    run.parameters.clear();
    const auto refused = model.setRun(sample(), run);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("service") != std::string::npos);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.setRun(sample(), runOf(sample())));
    QCOMPARE(model.index(0).data().toString(), u"Do one to x"_s);
}

void TestRunbookModel::whatWasNotGivenIsSaid()
{
    items::RunbookModel model;
    auto book = sample();
    book.optional = {"service"};
    auto run = runOf(book);
    run.parameters.clear();
    QVERIFY(model.setRun(book, run));
    QCOMPARE(model.index(0).data().toString(), u"Do one to the service"_s);
    QCOMPARE(model.missing(0), std::set<std::string>{"service"}); // it cannot be carried out
}

void TestRunbookModel::aRunOfAnotherRunbookIsRefused()
{
    items::RunbookModel model;
    auto other = sample();
    other.steps[1].id = "else";
    QVERIFY(!model.setRun(other, runOf(sample())));
    other = sample();
    other.id = "another";
    QVERIFY(!model.setRun(other, runOf(sample())));
    other = sample();
    other.steps.pop_back();
    QVERIFY(!model.setRun(other, runOf(sample())));
}

void TestRunbookModel::proseReadsWell_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* markdown, const char* text) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(text);
    };
    row("marks go", "# Head\n\nRead **this** and *that*, `code` too.\nGo on.",
        "Head\n\nRead this and that, code too. Go on.");
    row("lists", "Do:\n\n- one\n- two\n  - inner\n\n3. three\n4. four",
        "Do:\n• one\n• two\n  • inner\n3. three\n4. four");
    row("links show where they lead", "See [the board](https://x.test/a).",
        "See the board (https://x.test/a).");
    row("HTML is shown as written", "a <b>bold</b> move\n\n<script>x</script>",
        "a <b>bold</b> move\n\n    <script>x</script>");
    row("code keeps its lines", "Run:\n\n```\na\n  b\n```", "Run:\n\n    a\n      b");
    row("a table has a line a row",
        "Before:\n\n| what | who |\n| --- | :-: |\n| `a` \\| b | <b>x</b> |\n| c |\n\nAfter.",
        "Before:\n\n• what: a | b; who: <b>x</b>\n• what: c; who: \n\nAfter.");
    row("pipes alone are no table", "a | b\nc | d", "a | b c | d");
    row("a table in code is code", "```\n| a | b |\n|---|---|\n```",
        "    | a | b |\n    |---|---|");
    row("empty", "", "");
}

void TestRunbookModel::proseReadsWell()
{
    QFETCH(QString, markdown);
    QFETCH(QString, text);
    QCOMPARE(items::proseText(markdown.toStdString()), text);
}

QTEST_GUILESS_MAIN(TestRunbookModel)
#include "tst_runbookmodel.moc"
