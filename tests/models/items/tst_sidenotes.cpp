// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/sidenotes.h"
#include "models/telemetry/timerange.h"

#include <QFile>
#include <QFileDevice>
#include <QFileInfo>
#include <QIODevice>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

telemetry::Timestamp notedAt(int seconds)
{
    return telemetry::fromUnixNanos(1'790'000'000'000'000'001LL + seconds * 1'000'000'000LL);
}

telemetry::TimelineEntry note(int seconds, const std::string& text)
{
    telemetry::TimelineEntry entry;
    entry.time = notedAt(seconds);
    entry.kind = "note";
    entry.actor = "ada";
    entry.subject = "subject";
    entry.text = text;
    entry.payload = R"({"a":1})";
    return entry;
}

const telemetry::TimeRange kAlways{.start = telemetry::Timestamp::min(),
                                   .end = telemetry::Timestamp::max()};

} // namespace

class TestSideNotes : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadToTheNanosecond();
    void withoutAFileThereAreNone();
    void theFileIsForItsOwnerAlone();
    void linesThatAreNoNotesAreCountedAndLeftOut();
    void aLineThatWasCutOffSwallowsNothing();
    void theyStandInTheTimelineByTime();
    void equalNotesAreTwo();
    void whereNothingCanBeWrittenItIsSaid();
    void manyNotesAreAllRead();
    void aLineThatIsTooLongIsRefusedAndSkipped();
    void whatWouldNotBeReadIsNotWritten();

private:
    std::string recording() const { return m_folder.filePath(u"today.plumb"_s).toStdString(); }
    QTemporaryDir m_folder;
};

void TestSideNotes::whatIsWrittenIsReadToTheNanosecond()
{
    const items::SideNotes notes(recording());
    QVERIFY(notes.append(note(5, "Ärger\nmit „Anführung“"), notedAt(90)));
    const auto read = notes.read();
    QVERIFY(read);
    QCOMPARE(read->entries.size(), std::size_t{1});
    const telemetry::TimelineEntry& entry = read->entries.front();
    QVERIFY(entry.time == notedAt(5));
    QVERIFY(entry.recorded == notedAt(90));
    QCOMPARE(entry.text, std::string("Ärger\nmit „Anführung“"));
    QCOMPARE(entry.actor, std::string("ada"));
    QCOMPARE(entry.subject, std::string("subject"));
    QCOMPARE(entry.payload, std::string(R"({"a":1})"));
    QVERIFY(items::isBeside(entry));
    QVERIFY(!entry.hash.empty());
    QFile::remove(notes.path());
}

void TestSideNotes::withoutAFileThereAreNone()
{
    const auto read = items::SideNotes(recording()).read();
    QVERIFY(read);
    QVERIFY(read->entries.empty());
    QVERIFY(!QFile::exists(items::SideNotes(recording()).path()));
}

void TestSideNotes::theFileIsForItsOwnerAlone()
{
    const items::SideNotes notes(recording());
    QVERIFY(notes.append(note(1, "x"), notedAt(2)));
    const auto allowed = QFile::permissions(notes.path());
    QVERIFY(!(allowed & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    QFile::remove(notes.path());
}

void TestSideNotes::linesThatAreNoNotesAreCountedAndLeftOut()
{
    const items::SideNotes notes(recording());
    QVERIFY(notes.append(note(1, "kept"), notedAt(2)));
    QFile file(notes.path());
    QVERIFY(file.open(QIODevice::Append));
    file.write(
        "not json\n{\"kind\":\"action\",\"time_ns\":\"1\",\"recorded_ns\":\"1\"}\n\xff\xfe\n[]\n");
    file.close();
    const auto read = notes.read();
    QVERIFY(read);
    QCOMPARE(read->entries.size(), std::size_t{1});
    QCOMPARE(read->unreadable, std::int64_t{4});
    const auto all = items::withSideNotes({}, recording(), kAlways);
    QCOMPARE(all.entries.size(), std::size_t{1});
    QVERIFY(all.problem.find("4 lines") != std::string::npos);
    QFile::remove(notes.path());
}

void TestSideNotes::aLineThatWasCutOffSwallowsNothing()
{
    const items::SideNotes notes(recording());
    QFile file(notes.path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"kind":"note","time_)"); // a program was killed here
    file.close();
    QVERIFY(notes.append(note(1, "after it"), notedAt(2)));
    const auto read = notes.read();
    QVERIFY(read);
    QCOMPARE(read->entries.size(), std::size_t{1});
    QCOMPARE(read->entries.front().text, std::string("after it"));
    QCOMPARE(read->unreadable, std::int64_t{1});
    QFile::remove(notes.path());
}

void TestSideNotes::theyStandInTheTimelineByTime()
{
    const items::SideNotes notes(recording());
    QVERIFY(notes.append(note(30, "later"), notedAt(100)));
    QVERIFY(notes.append(note(10, "between"), notedAt(101)));
    telemetry::TimelineEntry first = note(5, "first");
    telemetry::TimelineEntry second = note(20, "second");
    first.sequence = 1;
    second.sequence = 2;
    const auto all = items::withSideNotes({first, second}, recording(), kAlways);
    std::vector<std::string> texts;
    for (const auto& entry : all.entries)
        texts.push_back(entry.text);
    QCOMPARE(texts, (std::vector<std::string>{"first", "between", "second", "later"}));
    const auto some =
        items::withSideNotes({first}, recording(), {.start = notedAt(0), .end = notedAt(30)});
    QCOMPARE(some.entries.size(), std::size_t{2}); // the end is not part of a range
    QFile::remove(notes.path());
}

void TestSideNotes::equalNotesAreTwo()
{
    const items::SideNotes notes(recording());
    QVERIFY(notes.append(note(1, "same"), notedAt(2)));
    QVERIFY(notes.append(note(1, "same"), notedAt(2)));
    const auto read = notes.read();
    QVERIFY(read);
    QCOMPARE(read->entries.size(), std::size_t{2});
    QVERIFY(read->entries[0].hash != read->entries[1].hash);
    QVERIFY(read->entries[0].sequence != read->entries[1].sequence);
    QFile::remove(notes.path());
}

void TestSideNotes::whereNothingCanBeWrittenItIsSaid()
{
    const items::SideNotes notes(m_folder.filePath(u"missing/today.plumb"_s).toStdString());
    const auto written = notes.append(note(1, "x"), notedAt(2));
    QVERIFY(!written);
    QVERIFY(written.error().kind == telemetry::ErrorKind::Refused);
    QVERIFY(written.error().message.find("today.plumb.notes") != std::string::npos);
}

void TestSideNotes::manyNotesAreAllRead()
{
    const items::SideNotes notes(recording());
    const std::string mebibyte(1024 * 1024, 'x');
    for (int i = 0; i < 36; ++i)
        QVERIFY(notes.append(note(i, mebibyte), notedAt(100)));
    QVERIFY(notes.append(note(40, "the last"), notedAt(100)));
    QVERIFY(QFileInfo(notes.path()).size() > 36 * 1024 * 1024);
    const auto read = notes.read();
    QVERIFY(read);
    QCOMPARE(read->entries.size(), std::size_t{37});
    QCOMPARE(read->entries.back().text, std::string("the last"));
    QVERIFY(!read->isCut);
    QFile::remove(notes.path());
}

void TestSideNotes::aLineThatIsTooLongIsRefusedAndSkipped()
{
    const items::SideNotes notes(recording());
    const std::string tooLong(items::SideNotes::kLongestLine, 'x');
    const auto refused = notes.append(note(1, tooLong), notedAt(2));
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == telemetry::ErrorKind::Refused);
    QVERIFY(refused.error().message.find("4 MiB") != std::string::npos);
    QVERIFY(!QFile::exists(notes.path()));
    // Somebody else's: one line of zeros, several times as long.
    QFile file(notes.path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(3 * items::SideNotes::kLongestLine + 7));
    file.close();
    QVERIFY(notes.append(note(1, "after it"), notedAt(2)));
    const auto read = notes.read();
    QVERIFY(read);
    QCOMPARE(read->unreadable, std::int64_t{1});
    QCOMPARE(read->entries.size(), std::size_t{1});
    QCOMPARE(read->entries.front().text, std::string("after it"));
    QFile::remove(notes.path());
}

void TestSideNotes::whatWouldNotBeReadIsNotWritten()
{
    const items::SideNotes notes(recording());
    QVERIFY(notes.append(note(1, "the first"), notedAt(2)));
    QFile file(notes.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(items::SideNotes::kMostBytes)); // takes no room: nothing is in it
    file.close();
    const auto refused = notes.append(note(1, "one too many"), notedAt(2));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("512 MiB") != std::string::npos,
             refused.error().message.c_str());
    QCOMPARE(QFileInfo(notes.path()).size(), items::SideNotes::kMostBytes);
    // Of somebody else's file that is longer it is said where reading ended.
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(items::SideNotes::kMostBytes + 3 * items::SideNotes::kLongestLine));
    file.close();
    const auto all = items::withSideNotes({}, recording(), kAlways);
    QCOMPARE(all.entries.size(), std::size_t{1});
    QVERIFY2(all.problem.find("beyond") != std::string::npos, all.problem.c_str());
    QFile::remove(notes.path());
}

QTEST_GUILESS_MAIN(TestSideNotes)
#include "tst_sidenotes.moc"
