// SPDX-License-Identifier: GPL-3.0-or-later

// What the guide shows to authors is taken by what reads it.

#include "models/actuation/profile.h"
#include "models/runbook/runbook.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <string>

using namespace Qt::StringLiterals;

namespace {

QString guidePage(const QString& name)
{
    QFile file(QStringLiteral(PLUMBLINE_SOURCE_DIR "/docs/guide/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The block after a line that is `opening`, up to a line that is `closing`.
std::string blockOf(const QString& page, const QString& opening, const QString& closing)
{
    const qsizetype begin = page.indexOf(u'\n' + opening + u'\n');
    const qsizetype text = begin + opening.size() + 2;
    const qsizetype end = page.indexOf(u'\n' + closing + u'\n', text);
    return begin < 0 || end < 0 ? std::string() : page.mid(text, end + 1 - text).toStdString();
}

} // namespace

class TestGuideExamples : public QObject
{
    Q_OBJECT

private slots:
    void theRunbookLintsClean();
    void everyKeyOfAStepIsTaken();
    void theProfileLoads();
};

void TestGuideExamples::theRunbookLintsClean()
{
    const std::string text = blockOf(guidePage(u"runbooks.md"_s), u"````markdown"_s, u"````"_s);
    QVERIFY(!text.empty());
    const runbook::ParseResult parsed = runbook::parseRunbook(text);
    for (const yaml::Problem& problem : parsed.problems)
        QFAIL(qPrintable(u"%1:%2: %3"_s.arg(problem.line)
                             .arg(problem.column)
                             .arg(QString::fromStdString(problem.message))));
    QSet<QString> kinds;
    for (const runbook::Step& step : parsed.runbook.steps)
        kinds << QString::fromUtf8(runbook::toString(step.kind));
    QCOMPARE(kinds.size(), 7); // each is shown
}

// The table of kinds: a row each, whose last cell names their own keys.
void TestGuideExamples::everyKeyOfAStepIsTaken()
{
    const QString page = guidePage(u"runbooks.md"_s);
    static const QRegularExpression row(u"^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$"_s,
                                        QRegularExpression::MultilineOption);
    static const QRegularExpression word(u"`(\\w+)`"_s);
    int keys = 0;
    for (auto rows = row.globalMatch(page); rows.hasNext();) {
        const auto one = rows.next();
        for (auto words = word.globalMatch(one.captured(2)); words.hasNext();) {
            const QString key = words.next().captured(1);
            if (key == u"no_worse"_s || key == u"better"_s || key == u"health"_s)
                continue; // values
            const QString text =
                u"---\nid: a\ntitle: A\n---\n\n```step\nid: s\nkind: %1\n%2: x\n```\n"_s.arg(
                    one.captured(1), key);
            const auto problems = runbook::parseRunbook(text.toStdString()).problems;
            const bool isUnknown = std::ranges::any_of(problems, [](const yaml::Problem& problem) {
                return problem.message.find("unknown") != std::string::npos;
            });
            QVERIFY2(!isUnknown, qPrintable(one.captured(1) + u' ' + key));
            ++keys;
        }
    }
    QVERIFY(keys > 20);
}

void TestGuideExamples::theProfileLoads()
{
    const std::string text = blockOf(guidePage(u"profiles.md"_s), u"```yaml"_s, u"```"_s);
    QVERIFY(!text.empty());
    const auto profile = actuation::parseProfile(text, "my-gateway.yaml");
    QVERIFY2(profile, profile ? "" : profile.error().message.c_str());
    QCOMPARE(profile->id, std::string("my-gateway"));
    QVERIFY(profile->find("breaker:support-bot") != nullptr);
    QVERIFY(profile->find("breaker:code-assistant") != nullptr);
}

QTEST_GUILESS_MAIN(TestGuideExamples)
#include "tst_guideexamples.moc"
