// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using runbook::Step;
using runbook::StepKind;

namespace {

QString folder()
{
    return QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/runbooks");
}

bool isLever(const Step& step)
{
    return step.kind == StepKind::Lever;
}

bool isLook(const Step& step)
{
    return step.kind == StepKind::Check || step.kind == StepKind::Probe;
}

} // namespace

// What is asked of each runbook that ships: whoever follows it at three in the morning is never led
// to a dangerous lever first, and always to a look before and after.
class TestRunbookLibrary : public QObject
{
    Q_OBJECT

private slots:
    void theLibraryIsWhole();
    void eachIsSafeToFollow_data();
    void eachIsSafeToFollow();
};

void TestRunbookLibrary::theLibraryIsWhole()
{
    for (const char* id :
         {"fabricated-apis", "truthfulness-drift", "context-truncation", "incoherence-under-load",
          "stale-index", "judge-drift", "agent-loop", "prompt-regression"})
        QVERIFY2(QFile::exists(folder() + u'/' + QLatin1String(id) + u".md"_s), id);
}

void TestRunbookLibrary::eachIsSafeToFollow_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files = QDir(folder()).entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 8);
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << folder() + u'/' + file;
}

void TestRunbookLibrary::eachIsSafeToFollow()
{
    QFETCH(const QString, file);
    QFile text(file);
    QVERIFY(text.open(QIODevice::ReadOnly));
    const auto parsed = runbook::parseRunbook(text.readAll().toStdString());
    for (const yaml::Problem& problem : parsed.problems)
        qWarning("%s:%d:%d: %s", qPrintable(file), problem.line, problem.column,
                 problem.message.c_str());
    QVERIFY(parsed.problems.empty());
    const runbook::Runbook& book = parsed.runbook;
    QCOMPARE(QString::fromStdString(book.id), QFileInfo(file).baseName());
    QVERIFY(!book.applies.empty() && !book.cause.empty() && !book.version.empty());
    const std::vector<Step>& steps = book.steps;
    const auto first = std::find_if(steps.begin(), steps.end(), isLever);
    QVERIFY2(first != steps.end(), "no lever");
    QVERIFY2(std::any_of(steps.begin(), first, isLook), "no look before the first lever");
    QVERIFY2(first->risk == "safe", "the first lever is dangerous");
    const auto last = std::find_if(steps.rbegin(), steps.rend(), isLever).base();
    QVERIFY2(std::any_of(last, steps.end(), isLook), "no look after the last lever");
    QVERIFY2(std::any_of(last, steps.end(),
                         [](const Step& step) { return step.kind == StepKind::Notify; }),
             "nobody is told");
    bool isProved = false;
    for (const Step& step : steps) {
        if (step.kind == StepKind::Probe || step.kind == StepKind::Decide)
            isProved = true;
        if (!isLever(step))
            continue;
        const auto undo = step.fields.find("undo");
        QVERIFY2(undo != step.fields.end() && !undo->second.empty(), step.id.c_str());
        QVERIFY2(step.recoverWithinSeconds > 0, step.id.c_str());
        QVERIFY2(step.risk == "safe" || isProved, step.id.c_str());
        isProved = false; // for each dangerous one anew
    }
}

QTEST_GUILESS_MAIN(TestRunbookLibrary)
#include "tst_runbooklibrary.moc"
