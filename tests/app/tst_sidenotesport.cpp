// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sidenotesport.h"

#include <QCoreApplication>
#include <QLockFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

class TestSideNotesPort : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void whoWritesWaitsForNobody();
    void whatWasAskedForIsWrittenAtTheEnd();
    void onlyNotesAreTaken();
    void whatIsRefusedIsSaid();

private:
    std::string recording() const { return m_folder->filePath(u"today.plumb"_s).toStdString(); }
    static telemetry::TimelineEntry note(const std::string& text);

    telemetry::SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSideNotesPort::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

telemetry::TimelineEntry TestSideNotesPort::note(const std::string& text)
{
    telemetry::TimelineEntry entry;
    entry.kind = "note";
    entry.text = text;
    return entry;
}

void TestSideNotesPort::whoWritesWaitsForNobody()
{
    SideNotesPort port(recording(), m_clock, "ada");
    QSignalSpy appended(&port, &incident::EntryPort::appended);
    QSignalSpy failed(&port, &incident::EntryPort::failed);
    QLockFile other(items::SideNotes(recording()).path() + u".lock"_s);
    QVERIFY(other.tryLock());
    port.append(note("first"));
    port.append(note("second"));
    // Had this thread waited for the other program, it would have given up.
    QCOMPARE(appended.count() + failed.count(), 0);
    other.unlock();
    QTRY_COMPARE(appended.count(), 2);
    const auto written = appended.front().front().value<telemetry::TimelineEntry>();
    QCOMPARE(written.text, std::string("first"));
    QCOMPARE(written.actor, std::string("ada"));
    QCOMPARE(items::SideNotes(recording()).read()->entries.size(), std::size_t{2});
}

void TestSideNotesPort::whatWasAskedForIsWrittenAtTheEnd()
{
    {
        SideNotesPort port(recording(), m_clock, "ada");
        port.append(note("the last word"));
    }
    QCoreApplication::processEvents(); // its answer is nobody's any more
    const auto read = items::SideNotes(recording()).read();
    QCOMPARE(read->entries.size(), std::size_t{1});
    QCOMPARE(read->entries.front().text, std::string("the last word"));
}

void TestSideNotesPort::onlyNotesAreTaken()
{
    SideNotesPort port(recording(), m_clock, "ada");
    QSignalSpy failed(&port, &incident::EntryPort::failed);
    telemetry::TimelineEntry verdict = note("wrong");
    verdict.kind = "verdict";
    port.append(verdict);
    QCOMPARE(failed.count(), 1);
}

void TestSideNotesPort::whatIsRefusedIsSaid()
{
    SideNotesPort port(m_folder->filePath(u"missing/today.plumb"_s).toStdString(), m_clock, "ada");
    QSignalSpy failed(&port, &incident::EntryPort::failed);
    port.append(note("nowhere"));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.front().front().toString().contains(u"was not kept"_s));
}

QTEST_GUILESS_MAIN(TestSideNotesPort)
#include "tst_sidenotesport.moc"
