// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/subjectjson.h"
#include "models/health/validator.h"

#include <QFile>
#include <QTest>

#include <string>

#include <simdjson.h>

using telemetry::EvaluationState;

namespace {

void addCitationRows(const char* name)
{
    QTest::addColumn<QByteArray>("line");
    QFile file(QStringLiteral(PLUMBLINE_TEST_DATA "/citations/") + QLatin1String(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int number = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        ++number;
        if (!line.isEmpty())
            QTest::addRow("%s:%d", name, number) << line;
    }
    QVERIFY(number > 10);
}

health::Judgement judgedLine(const QByteArray& line)
{
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(line.toStdString()).get(object) != simdjson::SUCCESS)
        return {};
    const auto subject = commands::subjectFrom(object);
    return subject ? health::judgeCitations(*subject) : health::Judgement{};
}

} // namespace

// Answers written by hand for this, as `plumbline check` reads them. They have a context, which
// they need not be grounded in word by word: so only this check judges them.
class TestCitations : public QObject
{
    Q_OBJECT

private slots:
    void sound_data() { addCitationRows("sound.jsonl"); }
    void sound()
    {
        QFETCH(QByteArray, line);
        const health::Judgement judgement = judgedLine(line);
        QVERIFY(!judgement.reason.empty());
        QVERIFY2(judgement.state != EvaluationState::Failed, judgement.reason.c_str());
    }

    void faulty_data() { addCitationRows("faulty.jsonl"); }
    void faulty()
    {
        QFETCH(QByteArray, line);
        const health::Judgement judgement = judgedLine(line);
        QVERIFY2(judgement.state == EvaluationState::Failed, judgement.reason.c_str());
        QVERIFY(!judgement.findings.empty());
    }
};

QTEST_APPLESS_MAIN(TestCitations)
#include "tst_citations.moc"
