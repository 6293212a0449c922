// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotation.h"
#include "models/items/annotationwords.h"
#include "models/items/entrywords.h"
#include "models/items/findingentry.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

using items::Annotation;

telemetry::Timestamp annotatedAt(int seconds)
{
    return telemetry::fromUnixNanos(1'790'000'000'000'000'001LL + seconds * 1'000'000'000LL);
}

telemetry::SpanKey key(unsigned char trace, std::uint64_t span)
{
    telemetry::SpanKey result;
    result.trace.bytes[15] = trace;
    result.span = telemetry::SpanId{span};
    return result;
}

telemetry::TimelineEntry written(const Annotation& annotation, int seconds, const char* hash)
{
    telemetry::TimelineEntry entry = items::annotationEntry(annotation, annotatedAt(seconds));
    entry.actor = "ada";
    entry.hash = hash;
    entry.recorded = annotatedAt(seconds + 1);
    entry.sequence = 1;
    return entry;
}

trace::TraceContents contents()
{
    store::SpanRow span;
    span.trace = key(1, 7).trace;
    span.span = key(1, 7).span;
    span.name = "chat gpt";
    span.start = annotatedAt(3);
    span.end = annotatedAt(4);
    telemetry::Generation generation;
    generation.trace = span.trace;
    generation.span = span.span;
    telemetry::Message said;
    said.role = "assistant";
    said.parts.emplace_back().text = "Zürich: returns within 90 days. Ask \x1b[31mus.";
    generation.outputMessages.push_back(said);
    trace::TraceContents contents;
    contents.tree = std::make_shared<const trace::SpanTree>(std::vector{span});
    contents.generations = {generation};
    return contents;
}

} // namespace

class TestAnnotation : public QObject
{
    Q_OBJECT

private slots:
    void anAnnotationComesBackAsItWas();
    void aMomentIsWhereItStands();
    void otherNotesAreNone_data();
    void otherNotesAreNone();
    void whatWasTakenBackIsNotListed();
    void targetsAreToldInWords();
    void theTimelineTellsItInWords();
    void aFindingBecomesAnEntryWithItsEvidence();
    void aFindingOfNothingIsNoEntry();
    void aForgedFindingForgesNoLine();
};

void TestAnnotation::anAnnotationComesBackAsItWas()
{
    Annotation annotation;
    annotation.target = {.step = key(1, 7), .claim = std::pair(8, 31), .moment = annotatedAt(5)};
    annotation.about = "step chat";
    annotation.text = "The 90 days are <b>invented</b>.";
    const auto read = items::annotationIn(written(annotation, 3, "h1"));
    QVERIFY(read.has_value());
    QVERIFY(read->kind == Annotation::Kind::Note);
    QVERIFY(read->target == annotation.target);
    QCOMPARE(read->text, annotation.text);
    QCOMPARE(read->about, annotation.about);
    QCOMPARE(read->actor, std::string("ada"));
    QVERIFY(!read->isBeside);
}

void TestAnnotation::aMomentIsWhereItStands()
{
    Annotation annotation;
    annotation.target.step = key(1, 7);
    QVERIFY(items::annotationEntry(annotation, annotatedAt(3)).time == annotatedAt(3));
    annotation.target.moment = annotatedAt(9);
    QVERIFY(items::annotationEntry(annotation, annotatedAt(3)).time == annotatedAt(9));
}

void TestAnnotation::otherNotesAreNone_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<QByteArray>("payload");
    const QByteArray subject =
        QByteArray::fromStdString(telemetry::toHex(key(1, 7).trace) + "/0000000000000007");
    QTest::newRow("free note") << QByteArray("note") << QByteArray() << QByteArray("{}");
    QTest::newRow("verdict") << QByteArray("verdict") << subject
                             << QByteArray(R"({"annotation":"note"})");
    QTest::newRow("no kind") << QByteArray("note") << subject << QByteArray("{}");
    QTest::newRow("no json") << QByteArray("note") << subject << QByteArray("{{{");
    QTest::newRow("no trace") << QByteArray("note")
                              << QByteArray("00000000000000000000000000000000/01")
                              << QByteArray(R"({"annotation":"note"})");
}

void TestAnnotation::otherNotesAreNone()
{
    QFETCH(const QByteArray, kind);
    QFETCH(const QByteArray, subject);
    QFETCH(const QByteArray, payload);
    telemetry::TimelineEntry entry;
    entry.kind = kind.toStdString();
    entry.subject = subject.toStdString();
    entry.payload = payload.toStdString();
    QVERIFY(!items::annotationIn(entry));
}

void TestAnnotation::whatWasTakenBackIsNotListed()
{
    Annotation late;
    late.target.step = key(1, 7);
    late.text = "late";
    Annotation early = late;
    early.text = "early";
    Annotation other = late;
    other.target.step = key(2, 7);
    std::vector<telemetry::TimelineEntry> entries{written(late, 9, "h1"), written(early, 2, "h2"),
                                                  written(other, 3, "h3")};
    auto listed = items::annotationsOf(entries, key(1, 7).trace);
    QCOMPARE(listed.size(), std::size_t{2});
    QCOMPARE(listed[0].text, std::string("early"));

    entries.push_back(items::withdrawalEntry(listed[0], annotatedAt(20)));
    listed = items::annotationsOf(entries, key(1, 7).trace);
    QCOMPARE(listed.size(), std::size_t{1});
    QCOMPARE(listed[0].text, std::string("late"));
    QVERIFY(!items::annotationIn(entries.back()));
    QCOMPARE(entries.back().text, std::string("Note taken back: early"));
}

void TestAnnotation::targetsAreToldInWords()
{
    const trace::TraceContents trace = contents();
    QCOMPARE(items::annotationTargetText({.step = key(1, 7)}, trace), u"step chat gpt"_s);
    QCOMPARE(items::annotationTargetText({.step = key(1, 7), .claim = std::pair(8, 31)}, trace),
             u"step chat gpt, “returns within 90 days.”"_s);
    // What would move the cursor of a terminal is shown; a stretch beyond the end is none.
    QVERIFY(items::annotationTargetText({.step = key(1, 7), .claim = std::pair(32, 44)}, trace)
                .contains(u"␛[31m"_s));
    QCOMPARE(items::annotationTargetText({.step = key(1, 7), .claim = std::pair(900, 990)}, trace),
             u"step chat gpt"_s);
    QCOMPARE(items::annotationTargetText({.step = key(1, 99)}, trace), u"the trace"_s);
    QVERIFY(items::annotationTime({.step = key(1, 7)}, trace) == annotatedAt(3));
    QVERIFY(items::annotationTime({.step = key(1, 7), .moment = annotatedAt(8)}, trace)
            == annotatedAt(8));
    QVERIFY(items::annotationTime({.step = key(1, 99)}, trace) == annotatedAt(3)); // of the trace
}

void TestAnnotation::theTimelineTellsItInWords()
{
    Annotation annotation;
    annotation.target = {.step = key(1, 7), .claim = std::pair(8, 31)};
    annotation.about = "step chat";
    annotation.text = "Invented";
    const auto entry = written(annotation, 3, "h1");
    QCOMPARE(items::entryText(entry), u"Invented (on step chat)"_s);
    const auto words = items::answerWords(entry);
    QVERIFY(words.has_value());
    QVERIFY(words->link == (trace::TraceLink{.step = key(1, 7), .claim = std::pair(8, 31)}));
    QVERIFY(words->text.contains(u"step chat"_s));
}

void TestAnnotation::aFindingBecomesAnEntryWithItsEvidence()
{
    trace::TraceContents trace = contents();
    trace.generations.front().service = "returns";
    trace.generations.front().modelServed = "gpt";
    telemetry::Evaluation check;
    check.trace = key(1, 7).trace;
    check.span = key(1, 7).span;
    check.check = "groundedness";
    check.state = telemetry::EvaluationState::Failed;
    check.badness = 0.93;
    check.reason = "a sentence that quotes the answer";
    telemetry::Evaluation other = check; // of another step
    other.span = telemetry::SpanId{99};
    other.check = "toxicity";
    trace.evaluations = {check, other};
    const items::TraceFinding finding{.kind = items::TraceFindingKind::Contradicted,
                                      .weight = items::FindingWeight::Fault,
                                      .span = key(1, 7).span,
                                      .claim = std::pair(8, 31),
                                      .view = items::FindingView::Claims,
                                      .text = u"Answer contradicts kb-117"_s};
    auto entry = items::findingEntry(finding, trace, "claims");
    QVERIFY(entry.has_value());
    QCOMPARE(entry->kind, std::string("note")); // also beside a recording that is only looked at
    QVERIFY(entry->time == annotatedAt(3)); // when its step began
    QCOMPARE(entry->text,
             std::string("Finding: Answer contradicts kb-117 (on step chat gpt, “returns within 90 "
                         "days.”)"));
    QVERIFY(entry->payload.find("quotes the answer") == std::string::npos);

    const auto words = items::answerWords(*entry);
    QVERIFY(words.has_value());
    QVERIFY(words->link
            == (trace::TraceLink{
                .step = key(1, 7), .claim = std::pair(8, 31), .moment = {}, .view = "claims"}));
    QVERIFY(words->text.contains(u"a fault"_s));
    QVERIFY(words->text.contains(u"Of returns, by gpt"_s));
    QVERIFY(words->text.contains(u"Evidence: groundedness: failed, badness 0.93"_s));
    QVERIFY(!words->text.contains(u"toxicity"_s));
    QCOMPARE(items::findingIn(*entry)->kind, QString::fromLatin1(items::toString(finding.kind)));

    // The same is known again until it is taken back; another one is another.
    entry->hash = "h1";
    std::vector<telemetry::TimelineEntry> entries{*entry};
    const auto listed = items::annotationsOf(entries, key(1, 7).trace);
    QVERIFY(items::isNoted(listed, *entry));
    items::TraceFinding second = finding;
    second.claim = std::nullopt;
    QVERIFY(!items::isNoted(listed, *items::findingEntry(second, trace, "claims")));
    entries.push_back(items::withdrawalEntry(listed.front(), annotatedAt(20)));
    QVERIFY(!items::isNoted(items::annotationsOf(entries, key(1, 7).trace), *entry));
}

void TestAnnotation::aFindingOfNothingIsNoEntry()
{
    const items::TraceFinding finding;
    QVERIFY(!items::findingEntry(finding, trace::TraceContents(), "waterfall"));
    Annotation note;
    note.target.step = key(1, 7);
    note.text = "Finding: typed by hand";
    QVERIFY(!items::findingIn(written(note, 3, "h1")));
}

void TestAnnotation::aForgedFindingForgesNoLine()
{
    auto entry = *items::findingEntry({.span = key(1, 7).span, .claim = {}, .text = u"x"_s},
                                      contents(), "claims");
    const std::string kept = R"("service":"","view":"claims")";
    const auto place = entry.payload.find(kept);
    QVERIFY2(place != std::string::npos, entry.payload.c_str());
    entry.payload.replace(place, kept.size(),
                          R"("service":"shop\nEvidence: none","view":"../<b>")");
    const auto words = items::answerWords(entry);
    QVERIFY(words && words->link);
    QVERIFY(words->link->view.empty());
    QVERIFY(words->text.contains(u"Of shop␊Evidence: none"_s));
    QVERIFY(!words->text.contains(u"\nEvidence: none"_s));
}

QTEST_GUILESS_MAIN(TestAnnotation)
#include "tst_annotation.moc"
