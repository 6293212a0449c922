// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/caseformats.h"
#include "models/practice/evaluationcase.h"
#include "models/suspects/verdicts.h"
#include "tests/models/practice/practicestory.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace storetest;
using namespace suspectstest;
using practice::CaseFormat;
using practice::EvaluationCase;
using practice::EvaluationCases;
using suspects::Opinion;

namespace {

class Incident
{
public:
    Incident()
        : story(at(0))
    {
        writer = recording.writer();
        writeSuspects(*writer);
        story.open(20, 1, {"shop"});
    }

    void judge(std::uint64_t number, Opinion opinion, const std::string& note, int second) const
    {
        auto entry = suspects::verdictEntry({.answer = key(number)}, opinion, note, at(second));
        entry.actor = "ada";
        entry.recorded = at(second);
        QVERIFY(writer->append(entry) && writer->commit());
    }
    EvaluationCases cases(std::size_t limit = practice::kMostCases) const
    {
        auto all = practice::evaluationCases(*recording.reader(), story.record(100), limit);
        if (!all)
            qFatal("%s", all.error().message.c_str());
        return std::move(*all);
    }

    Recording recording;
    std::unique_ptr<store::Writer> writer;
    practicetest::Story story;
};

telemetry::Part part(const std::string& text, telemetry::PartKind kind = telemetry::PartKind::Text)
{
    telemetry::Part made;
    made.kind = kind;
    made.text = text;
    return made;
}

telemetry::Message message(const std::string& role, const std::vector<telemetry::Part>& parts)
{
    telemetry::Message made;
    made.role = role;
    for (const telemetry::Part& each : parts)
        made.parts.push_back(each);
    return made;
}

// "1 2": which answers they are of.
QString numbers(const EvaluationCases& all)
{
    QStringList texts;
    for (const EvaluationCase& each : all.cases)
        texts << QString::number(static_cast<std::uint64_t>(each.generation.span) & 0xffffU);
    return texts.join(u' ');
}

QJsonObject jsonOf(const EvaluationCase& each, CaseFormat format)
{
    const std::string line = practice::caseLine(each, format);
    if (line.find('\n') != std::string::npos)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
}

} // namespace

class TestEvaluationCase final : public QObject
{
    Q_OBJECT

private slots:
    void wrongAnswersAreCases();
    void peopleOverruleSuspicion();
    void whatOnlyPeopleFoundIsACase();
    void onlyOfTheIncident();
    void whatPeopleExpectedIsTold();
    void expectationsAreOfNotes_data();
    void expectationsAreOfNotes();
    void plainHoldsAll();
    void othersHoldWhatTheyTake();
    void hostileTextsStayOneLine();
    void secretsAreTakenOut();
};

void TestEvaluationCase::wrongAnswersAreCases()
{
    const Incident incident;
    const EvaluationCases all = incident.cases();
    QCOMPARE(numbers(all), u"1 2 3 4 5"_s); // the most suspicious first; the sixth is another's
    QCOMPARE(all.wrong, 5);
    QVERIFY(!all.cases.front().expected);
    const EvaluationCases two = incident.cases(2);
    QCOMPARE(numbers(two), u"1 2"_s);
    QCOMPARE(two.beyondLimit, 3);
}

void TestEvaluationCase::peopleOverruleSuspicion()
{
    const Incident incident;
    incident.judge(1, Opinion::Sound, {}, 30);
    incident.judge(5, Opinion::Wrong, {}, 31);
    QCOMPARE(numbers(incident.cases()), u"5 2 3 4"_s); // what people say comes first
}

// No check suspected it at all: the very false negative that a test set is for.
void TestEvaluationCase::whatOnlyPeopleFoundIsACase()
{
    const Incident incident;
    QVERIFY(incident.writer->append(
        spansBatch({answerSpan(7, 7, "The moon is made of green cheese, as is well known")}, 10)));
    QVERIFY(incident.writer->commit());
    QCOMPARE(numbers(incident.cases()), u"1 2 3 4 5"_s);
    incident.judge(7, Opinion::Wrong, "expected: of rock", 31);
    const EvaluationCases all = incident.cases();
    QCOMPARE(numbers(all), u"7 1 2 3 4 5"_s);
    QCOMPARE(all.wrong, 6);
    QCOMPARE(all.cases.front().expected.value_or(""), std::string("of rock"));
    QCOMPARE(all.cases.front().suspicion, 0.0);
}

void TestEvaluationCase::onlyOfTheIncident()
{
    Incident incident;
    incident.story.alarm(telemetry::AlarmState::Raised, 2);
    incident.story.alarm(telemetry::AlarmState::Cleared, 4);
    incident.story.entries.clear();
    incident.story.open(20, 2, {"shop"});
    QCOMPARE(numbers(incident.cases()), u"2 3"_s); // from its start to the recovery
    Incident other;
    other.story.entries.clear();
    other.story.open(20, 1, {"other"});
    QCOMPARE(numbers(other.cases()), u""_s); // 0.45
}

void TestEvaluationCase::whatPeopleExpectedIsTold()
{
    const Incident incident;
    incident.judge(2, Opinion::Wrong, "no such name.\nExpected: numpy.sort", 30);
    const EvaluationCases all = incident.cases();
    QCOMPARE(numbers(all), u"2 1 3 4 5"_s);
    QVERIFY(all.cases[0].expected == "numpy.sort");
    QVERIFY(!all.cases[1].expected);
}

void TestEvaluationCase::expectationsAreOfNotes_data()
{
    QTest::addColumn<QString>("note");
    QTest::addColumn<QString>("expected");
    QTest::newRow("alone") << "expected: 14 days"
                           << "14 days";
    QTest::newRow("second line") << "bad\nEXPECTED:  14 days \n or 15"
                                 << "14 days \n or 15";
    QTest::newRow("within a line") << "not as expected: bad"
                                   << "";
    QTest::newRow("within, then at the beginning") << "not expected: x\nexpected: y"
                                                   << "y";
    QTest::newRow("empty") << "expected:  "
                           << "";
    QTest::newRow("none") << "wrong"
                          << "";
}

void TestEvaluationCase::expectationsAreOfNotes()
{
    QFETCH(QString, note);
    QFETCH(QString, expected);
    const auto found = practice::expectedIn(note.toStdString());
    QCOMPARE(QString::fromStdString(found.value_or("")), expected);
    QCOMPARE(found.has_value(), !expected.isEmpty());
}

void TestEvaluationCase::plainHoldsAll()
{
    const Incident incident;
    incident.judge(2, Opinion::Wrong, "expected: numpy.sort", 30);
    const QJsonObject json = jsonOf(incident.cases().cases.front(), CaseFormat::Plain);
    QCOMPARE(
        json[u"id"_s].toString(),
        QString::fromStdString(telemetry::toHex(traceId(2)) + "-" + telemetry::toHex(spanId(2))));
    QCOMPARE(json[u"output"_s].toString(),
             u"Call numpy.fastsort on the list of 99 items and return it"_s);
    QCOMPARE(json[u"expected"_s].toString(), u"numpy.sort"_s);
    QVERIFY(json[u"context"_s].isNull()); // not known, not empty
    QCOMPARE(json[u"model"_s].toString(), u"gpt-x-2026"_s);
    QCOMPARE(json[u"version"_s].toString(), u"1.0"_s);
    QCOMPARE(json[u"source"_s][u"incident"_s].toString(), u"INC-0001"_s);
    QCOMPARE(json[u"wrong"_s][u"verdict"_s].toString(), u"confirmed"_s);
    QCOMPARE(json[u"wrong"_s][u"suspicion"_s].toDouble(), 0.8);
    QVERIFY(jsonOf(incident.cases().cases.back(), CaseFormat::Plain)[u"expected"_s].isNull());
}

void TestEvaluationCase::othersHoldWhatTheyTake()
{
    EvaluationCase each;
    each.output = "wrong";
    each.prompt = "When?";
    QJsonObject openAi = jsonOf(each, CaseFormat::OpenAiEvals);
    QCOMPARE(openAi[u"input"_s][0][u"content"_s].toString(), u"When?"_s);
    QVERIFY(!openAi.contains(u"ideal"_s)); // nobody said
    QCOMPARE(openAi[u"metadata"_s][u"wrong_output"_s].toString(), u"wrong"_s);
    QJsonObject promptfoo = jsonOf(each, CaseFormat::Promptfoo);
    QCOMPARE(promptfoo[u"vars"_s][u"prompt"_s].toString(), u"When?"_s);
    QVERIFY(!promptfoo[u"vars"_s].toObject().contains(u"context"_s));
    QCOMPARE(promptfoo[u"assert"_s].toArray().size(), 1);
    QCOMPARE(promptfoo[u"assert"_s][0][u"type"_s].toString(), u"not-equals"_s);
    each.expected = "at nine";
    each.generation.inputMessages = {
        message("system", {part("Be brief.")}),
        message("user", {part("hm", telemetry::PartKind::Reasoning), part("When?")})};
    openAi = jsonOf(each, CaseFormat::OpenAiEvals);
    QCOMPARE(openAi[u"ideal"_s].toString(), u"at nine"_s);
    QCOMPARE(openAi[u"input"_s].toArray().size(), 2);
    QCOMPARE(openAi[u"input"_s][1][u"content"_s].toString(), u"When?"_s);
    promptfoo = jsonOf(each, CaseFormat::Promptfoo);
    QCOMPARE(promptfoo[u"assert"_s][1][u"value"_s].toString(), u"at nine"_s);
    QVERIFY(practice::caseFormatFrom("promptfoo") == CaseFormat::Promptfoo);
    QVERIFY(!practice::caseFormatFrom("xml"));
}

void TestEvaluationCase::hostileTextsStayOneLine()
{
    EvaluationCase each;
    each.output = "a\nb\x1b[31m\xff\xfe\"}\u2028";
    each.prompt = std::string("x\0y", 3);
    for (const CaseFormat format :
         {CaseFormat::Plain, CaseFormat::OpenAiEvals, CaseFormat::Promptfoo}) {
        const std::string line = practice::caseLine(each, format);
        QVERIFY(line.find('\n') == std::string::npos);
        QJsonParseError error;
        QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(line), &error).isObject());
    }
}

void TestEvaluationCase::secretsAreTakenOut()
{
    const std::string secret = "AKIAIOSFODNN7EXAMPLE";
    EvaluationCase each;
    each.output = "use " + secret;
    each.prompt = "my key is " + secret;
    each.expected = secret;
    each.claims = {{.text = secret, .support = "absent", .reason = secret}};
    each.verdict.said = {{.who = "ada", .note = secret, .time = {}}};
    each.generation.inputMessages = {message("user", {part(secret)})};
    QVERIFY(practice::redact(each, *redact::Redactor::shipped()) >= 6);
    for (const CaseFormat format :
         {CaseFormat::Plain, CaseFormat::OpenAiEvals, CaseFormat::Promptfoo})
        QVERIFY(practice::caseLine(each, format).find(secret) == std::string::npos);
}

QTEST_GUILESS_MAIN(TestEvaluationCase)
#include "tst_evaluationcase.moc"
