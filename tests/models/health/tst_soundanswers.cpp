// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/subjectjson.h"
#include "models/health/symbols.h"
#include "models/health/validator.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <memory>
#include <string>
#include <utility>

#include <simdjson.h>

using telemetry::EvaluationState;

namespace {

// Every line of every file of a folder below tests/data, one row each.
void addRows(const char* folder)
{
    QTest::addColumn<QByteArray>("line");
    const QDir data(QStringLiteral(PLUMBLINE_TEST_DATA "/") + QLatin1String(folder));
    const QStringList names = data.entryList({QStringLiteral("*.jsonl")}, QDir::Files, QDir::Name);
    QVERIFY(!names.isEmpty());
    for (const QString& name : names) {
        QFile file(data.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int number = 0;
        for (const QByteArray& line : file.readAll().split('\n')) {
            ++number;
            if (!line.trimmed().isEmpty())
                QTest::addRow("%s:%d", qPrintable(name), number) << line;
        }
    }
}

// As `plumbline check` reads it; "symbols" is the list that --symbols names there.
void readLine(const QByteArray& line, health::Subject& subject, std::string& fails)
{
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    QCOMPARE(parser.parse(std::string_view(line.constData(), static_cast<std::size_t>(line.size())))
                 .get(object),
             simdjson::SUCCESS);
    auto read = commands::subjectFrom(object);
    QVERIFY(read);
    subject = std::move(*read);
    std::string_view text;
    if (object["fails"].get(text) == simdjson::SUCCESS)
        fails = std::string(text);
    if (object["symbols"].get(text) == simdjson::SUCCESS) {
        auto list = health::SymbolList::read(std::string(text));
        QVERIFY(list);
        subject.symbols = std::make_shared<const health::SymbolList>(std::move(*list));
    }
}

} // namespace

// Ordinary answers pass, and answers with a fault do not: both written by hand for this.
class TestSoundAnswers : public QObject
{
    Q_OBJECT

private slots:
    void sound_data() { addRows("sound"); }
    void sound()
    {
        QFETCH(QByteArray, line);
        health::Subject subject;
        std::string fails;
        readLine(line, subject, fails);
        for (const health::Validator& validator : health::validators()) {
            const health::Judgement judgement = validator.judge(subject);
            QVERIFY2(judgement.state != EvaluationState::Failed,
                     (std::string(validator.check) + ": " + judgement.reason).c_str());
        }
    }

    void faulty_data() { addRows("faulty"); }
    void faulty()
    {
        QFETCH(QByteArray, line);
        health::Subject subject;
        std::string fails;
        readLine(line, subject, fails);
        bool isKnown = false;
        for (const health::Validator& validator : health::validators()) {
            if (fails != validator.check)
                continue;
            isKnown = true;
            const health::Judgement judgement = validator.judge(subject);
            QVERIFY2(judgement.state == EvaluationState::Failed, judgement.reason.c_str());
        }
        QVERIFY2(isKnown, fails.c_str());
    }
};

QTEST_APPLESS_MAIN(TestSoundAnswers)
#include "tst_soundanswers.moc"
